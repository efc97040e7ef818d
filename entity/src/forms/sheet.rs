//! A department's empty workbook becomes the layout of a form: headings are found and matched, widths and the lines around the table are kept, for
//! somebody to confirm.

use super::{
    design::{Every, Plan},
    headings::{Anything, Headings},
    layout::{Column, Fact, LONGEST_TITLE, Layout, MOST_COLUMNS, Subject},
    subjects::Source,
};
use crate::{
    kernel::{Failure, Result},
    people::{
        ledger::{self, Cell, Form, Limits, Row, Sheet, Unreadable, Vocabulary},
        text,
    },
};

/// So many lines around the table are kept.
const LINES: usize = 6;
/// A title has at least so many signs.
const TITLE: usize = 4;

/// What is told of a workbook.
#[derive(Debug, Clone)]
pub struct About {
    /// What a row stands for.
    pub subject: Subject,
    /// The ledger, if its rows.
    pub ledger: String,
    /// The file's name.
    pub file: String,
}

/// The form that a workbook probably wants. Read on a thread that may take its time.
///
/// # Errors
/// `Unreadable`: too large, locked, broken, or without a row of headings.
pub async fn read(bytes: Vec<u8>, about: About, ledgers: Vec<Source>) -> Result<Plan> {
    tokio::task::spawn_blocking(move || Ok(plan(&bytes, &about, &ledgers)?)).await.map_err(Failure::internal)?
}

fn plan(bytes: &[u8], about: &About, ledgers: &[Source]) -> std::result::Result<Plan, Unreadable> {
    let ledger =
        ledgers.iter().find(|one| one.code == about.ledger || one.name == about.ledger).filter(|_| about.subject == Subject::Entry);
    let titles =
        ledger.map(|one| one.columns.iter().map(|column| (column.code.clone(), column.title.clone())).collect()).unwrap_or_default();
    let words = Headings { subject: about.subject, titles };
    let limits = Limits::default();
    let (sheet, form) = match ledger::open(bytes, &limits, &words) {
        // Nothing of it is known here: then every column is filled in by hand.
        Err(Unreadable::NoHeader) => ledger::open(bytes, &limits, &Anything)?,
        other => other?,
    };
    let widths = ledger::widths(bytes, &limits, &sheet.name);
    let headings = form.headers.iter().enumerate().filter(|(_, heading)| !heading.trim().is_empty()).take(MOST_COLUMNS);
    let columns: Vec<Column> = headings.map(|(at, heading)| column(&words, heading, widths.get(&at).copied())).collect();
    let above = lines(sheet.rows.iter().take(header(&sheet, &form)), |_| true);
    let below = lines(sheet.rows.iter().skip(form.first), closes);
    let title = above.iter().map(|line| text::line(line)).find(|line| line.chars().count() >= TITLE);
    let named = || about.file.rsplit_once('.').map_or(about.file.as_str(), |(name, _)| name).to_owned();
    let layout = Layout { subject: about.subject, ledger: about.ledger.clone(), columns, above, below, ..Default::default() };
    Ok(Plan { title: short(&title.unwrap_or_else(named)), every: Every::Month, workday: 5, layout })
}

fn column(words: &Headings, heading: &str, width: Option<f64>) -> Column {
    let heading = short(heading);
    let meaning = words.of_header(&heading).map(|(meaning, _)| meaning);
    let (fact, field) = meaning.map_or((Fact::Blank, String::new()), |meaning| (meaning.fact, meaning.field));
    Column { field, width: width.map(|width| width.clamp(3.0, 80.0)), ..Column::of(fact, &heading) }
}

fn short(text: &str) -> String {
    text::line(text).chars().take(LONGEST_TITLE).collect()
}

/// The row at which the headings begin: the last one before the data that has several cells, with a row of groups above it.
fn header(sheet: &Sheet, form: &Form) -> usize {
    let texts = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let first = form.first.saturating_sub(1);
    let stands =
        |row: &Row| row.cells.iter().any(|cell| form.headers.iter().any(|heading| *heading == cell.shown() && !heading.is_empty()));
    let group = first.checked_sub(1).filter(|above| sheet.rows.get(*above).is_some_and(|row| texts(row) > 1 && stands(row)));
    group.unwrap_or(first)
}

/// What rows around the table say, a line each.
fn lines<'a>(rows: impl Iterator<Item = &'a Row>, is_one: impl Fn(&Row) -> bool) -> Vec<String> {
    let line = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).map(Cell::shown).collect::<Vec<_>>().join("    ");
    rows.filter(|row| is_one(row)).map(line).map(|line| line.chars().take(200).collect()).take(LINES).collect()
}

/// Whether a row closes the table: it has names for what is to be written behind them.
fn closes(row: &Row) -> bool {
    ledger::is_footer(row)
        || row.cells.iter().any(|cell| matches!(cell, Cell::Text(text) if text.contains(['：', ':']) && text.chars().count() <= 60))
}
