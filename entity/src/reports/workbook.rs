//! A report as a workbook (XLSX): one sheet of figures to reckon with, one that says what they are.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{
    issue::{Aim, Compared, Issue, Mark},
    measure::{Behaviour, Measure},
    papers::Say,
    words::{self, System},
};
use crate::people::ledger::{header_format, over, sheet_name, text_format, title_format};

/// Above the communities: the title, the days, as of when, the systems, their figures, and what stands under each.
const HEAD: u32 = 6;
/// Before the figures: name and code.
const SIDE: u16 = 2;

/// The workbook.
pub(super) fn make(issue: &Issue, say: Say<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Not when it was made: the same report is the same file.
    let written = ExcelDateTime::from_timestamp(issue.as_of.timestamp())?;
    workbook.set_properties(&DocProperties::new().set_title(say.title()).set_creation_datetime(&written));
    figures(workbook.add_worksheet(), issue, say)?;
    definitions(workbook.add_worksheet(), issue, say)?;
    workbook.save_to_buffer()
}

/// The columns of one figure.
struct Columns<'a> {
    measure: &'static Measure,
    first: u16,
    aim: Option<&'a Aim>,
}

impl Columns<'_> {
    /// The days, the days before; and what is wanted, how far that is, how that is.
    fn width(&self) -> u16 {
        if self.aim.is_some() { 5 } else { 2 }
    }

    fn last(&self) -> u16 {
        self.first + self.width() - 1
    }
}

/// The figures of every system, side by side.
fn columns(issue: &Issue) -> Vec<(&'static System, Vec<Columns<'_>>)> {
    let mut next = SIDE;
    let mut side_by_side = |system: &'static System| {
        let columns = system.measures().map(|measure| {
            let aim = issue.aims.iter().find(|aim| aim.measure == measure.name);
            let columns = Columns { measure, first: next, aim };
            next += columns.width();
            columns
        });
        (system, columns.collect())
    };
    words::systems().iter().map(&mut side_by_side).collect()
}

fn figures(sheet: &mut Worksheet, issue: &Issue, say: Say<'_>) -> Result<(), XlsxError> {
    let systems = columns(issue);
    sheet.set_name(sheet_name(&say.text("sheet.figures")))?;
    let (text, head) = (text_format(), header_format().set_align(FormatAlign::Center));
    for (row, (line, format)) in
        (0u32..).zip([(say.title(), title_format().set_align(FormatAlign::Left)), (say.days(), text.clone()), (say.as_of(), text.clone())])
    {
        over(sheet, row, (0, 0), &line, &format)?;
    }
    for (column, key) in [(0, "community"), (1, "code")] {
        sheet.merge_range(HEAD - 3, column, HEAD - 1, column, &say.text(key), &header_format())?;
    }
    let [now, before] = say.now_and_before();
    for (system, columns) in &systems {
        let Some((first, last)) = columns.first().zip(columns.last()) else { continue };
        over(sheet, HEAD - 3, (first.first, last.last()), &say.system(&system.name), &head)?;
        for one in columns {
            over(sheet, HEAD - 2, (one.first, one.last()), &say.measure(one.measure.name), &head)?;
            let wanted = one.aim.map(|aim| [target_of(aim, say), say.text("so_far"), say.text("standing")]);
            for (column, text) in (one.first..).zip([now.clone(), before.clone()].into_iter().chain(wanted.into_iter().flatten())) {
                over(sheet, HEAD - 1, (column, column), &text, &head)?;
                sheet.set_column_width(column, if column < one.first + 2 { 9.0 } else { 12.0 })?;
            }
        }
    }
    sheet.set_column_width(0, 22.0)?.set_column_width(1, 14.0)?;
    let mut row = HEAD;
    for (at, community) in issue.communities.iter().enumerate() {
        over(sheet, row, (0, 0), &community.name, &text)?;
        over(sheet, row, (1, 1), &community.code, &text)?;
        line(sheet, row, &systems, &community.figures, |aim| aim.communities.get(at).copied(), say)?;
        row += 1;
    }
    over(sheet, row, (0, 1), &say.text("total"), &header_format())?;
    line(sheet, row, &systems, &issue.total, |aim| Some(aim.total), say)?;
    for (at, key) in (row + 1..).zip(["hidden", "sums_only"]) {
        over(sheet, at, (0, 0), &say.text(key), &text)?;
    }
    sheet.set_freeze_panes(HEAD, SIDE)?.set_landscape().set_repeat_rows(HEAD - 3, HEAD - 1)?;
    sheet.set_repeat_columns(0, 0).map(drop)
}

/// The target's column is called by what it is of, where that is a share.
fn target_of(aim: &Aim, say: Say<'_>) -> String {
    match &aim.of {
        Some(whole) => format!("{}（{}）", say.text("target"), say.aim(&aim.measure, Some(whole))),
        None => say.text("target"),
    }
}

fn line(
    sheet: &mut Worksheet,
    row: u32,
    systems: &[(&System, Vec<Columns<'_>>)],
    figures: &Compared,
    mark: impl Fn(&Aim) -> Option<Mark>,
    say: Say<'_>,
) -> Result<(), XlsxError> {
    let (count, share) = (Format::new().set_num_format("#,##0"), Format::new().set_num_format("0.0%"));
    for one in systems.iter().flat_map(|(_, columns)| columns) {
        for (column, values) in (one.first..).zip([&figures.now, &figures.before]) {
            match values.get(one.measure.name) {
                Some(value) => sheet.write_number_with_format(row, column, *value as f64, &count)?,
                None => sheet.write_string(row, column, "–")?,
            };
        }
        let Some((aim, mark)) = one.aim.and_then(|aim| Some((aim, mark(aim)?))) else { continue };
        let (target, so_far, form) = match aim.of {
            Some(_) => (mark.target as f64 / 100.0, (mark.done.of > 0).then(|| mark.done.done as f64 / mark.done.of as f64), &share),
            None => (mark.target as f64, Some(mark.done.done as f64), &count),
        };
        sheet.write_number_with_format(row, one.first + 2, target, form)?;
        if let Some(so_far) = so_far {
            sheet.write_number_with_format(row, one.first + 3, so_far, form)?;
        }
        sheet.write_string(row, one.first + 4, say.text(&format!("standing.{}", mark.standing.word())))?;
    }
    Ok(())
}

/// What each figure is, and what it comes to in all communities together.
fn definitions(sheet: &mut Worksheet, issue: &Issue, say: Say<'_>) -> Result<(), XlsxError> {
    sheet.set_name(sheet_name(&say.text("sheet.definitions")))?;
    over(sheet, 0, (0, 0), &say.as_of(), &text_format())?;
    let [now, before] = say.now_and_before();
    let heads = [(say.text("system"), 16.0), (say.text("figure"), 24.0), (say.text("way"), 18.0), (now, 10.0), (before, 10.0)];
    for (column, (head, width)) in (0u16..).zip(heads) {
        over(sheet, 1, (column, column), &head, &header_format())?;
        sheet.set_column_width(column, width)?;
    }
    let count = Format::new().set_num_format("#,##0");
    let all = words::systems().iter().flat_map(|system| system.measures().map(move |measure| (system, measure)));
    for (row, (system, measure)) in (2u32..).zip(all) {
        let way = match measure.behaviour {
            Behaviour::Flow => "flow",
            Behaviour::Stock => "stock",
            Behaviour::Month => "month",
        };
        for (column, text) in (0u16..).zip([say.system(&system.name), say.measure(measure.name), say.text(&format!("way.{way}"))]) {
            over(sheet, row, (column, column), &text, &text_format())?;
        }
        for (column, values) in (3u16..).zip([&issue.total.now, &issue.total.before]) {
            if let Some(value) = values.get(measure.name) {
                sheet.write_number_with_format(row, column, *value as f64, &count)?;
            }
        }
    }
    sheet.set_freeze_panes(2, 0).map(drop)
}
