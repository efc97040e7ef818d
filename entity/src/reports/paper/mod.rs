//! A report as a paper (PDF): the communities on its first sheet, what is wanted, and every system's sums on the next.

mod letters;
mod sheet;

use self::sheet::{ALARM, EDGE, HEIGHT, INK, SOFT, Sheet, Side, Tone, WIDTH};
use super::{
    goal::Standing,
    issue::{Aim, Compared, Issue, Mark},
    papers::Say,
    words,
};

/// What the first sheet shows of each community; the share of visits on time follows the third.
const SHOWN: [&str; 8] = [
    "elders.listed",
    "visits.due",
    "visits.on_time",
    "visits.missed",
    "visits.escalated",
    "matters.received",
    "matters.handled",
    "matters.overdue",
];
/// Behind which of them the share stands.
const RATE: usize = 3;
/// Figures that nobody wants to see.
const ALARMING: [&str; 3] = ["visits.missed", "visits.escalated", "matters.overdue"];
/// The size of text.
const TEXT: f32 = 9.0;
/// How high a line of a table is.
const ROW: f32 = 17.0;
/// How high a line of the sums is: two columns of them fill a sheet.
const SUM: f32 = 9.8;
/// Where a sheet ends.
const END: f32 = HEIGHT - 50.0;

/// The paper.
pub(super) fn make(issue: &Issue, say: Say<'_>) -> Vec<u8> {
    let mut pen = Pen { sheets: vec![Sheet::new()], down: EDGE + 12.0, say };
    pen.head();
    pen.communities(issue);
    if !issue.aims.is_empty() {
        pen.aims(&issue.aims);
    }
    pen.turn();
    pen.sums(issue);
    let pages = pen.sheets.len();
    for (at, sheet) in pen.sheets.iter_mut().enumerate() {
        sheet.line(EDGE, WIDTH - EDGE, HEIGHT - 40.0);
        let foot = format!("{} · {}", say.as_of(), say.text("sums_only"));
        sheet.text((EDGE, HEIGHT - 28.0), Side::Left, 8.0, 400.0, SOFT, &foot);
        let page = say.filled("page", &[("page", (at + 1).to_string()), ("pages", pages.to_string())]);
        sheet.text((WIDTH - EDGE, HEIGHT - 28.0), Side::Right, 8.0, 100.0, SOFT, &page);
    }
    sheet::bind(pen.sheets, &say.title(), issue.as_of)
}

/// Writes from the top down, and takes a new sheet where one ends.
struct Pen<'a> {
    sheets: Vec<Sheet>,
    down: f32,
    say: Say<'a>,
}

/// A table: what stands above its columns, where the name ends, where each column does.
struct Grid {
    heads: Vec<String>,
    side: f32,
    ends: Vec<f32>,
}

impl Grid {
    /// Where each column begins and ends.
    fn columns(&self) -> impl Iterator<Item = (f32, f32)> {
        std::iter::once(self.side).chain(self.ends.iter().copied()).zip(self.ends.iter().copied())
    }
}

impl Pen<'_> {
    fn sheet(&mut self) -> &mut Sheet {
        let last = self.sheets.len() - 1;
        &mut self.sheets[last]
    }

    fn turn(&mut self) {
        self.sheets.push(Sheet::new());
        self.down = EDGE + 8.0;
    }

    fn head(&mut self) {
        let (title, days, down) = (self.say.title(), self.say.days(), self.down);
        self.sheet().text((EDGE, down), Side::Left, 20.0, WIDTH - 2.0 * EDGE, INK, &title);
        self.sheet().text((EDGE, down + 20.0), Side::Left, 10.0, WIDTH - 2.0 * EDGE, SOFT, &days);
        self.down += 50.0;
    }

    fn title(&mut self, text: &str) {
        let down = self.down;
        self.sheet().text((EDGE, down), Side::Left, 12.0, WIDTH - 2.0 * EDGE, INK, text);
        self.down += 10.0;
    }

    fn communities(&mut self, issue: &Issue) {
        let title = self.say.text("by_community");
        self.title(&title);
        let mut heads = vec![self.say.text("community")];
        heads.extend(SHOWN.iter().map(|name| self.say.measure(name)));
        heads.insert(RATE + 1, self.say.text("rate"));
        let side = EDGE + 128.0;
        let step = (WIDTH - EDGE - side) / (SHOWN.len() + 1) as f32;
        let ends = std::iter::successors(Some(side + step), |end| Some(end + step)).take(SHOWN.len() + 1).collect();
        let grid = Grid { heads, side, ends };
        self.heads(&grid);
        for row in &issue.communities {
            self.row(&grid, &row.name, &cells(&row.figures), false);
        }
        let total = self.say.text("total");
        self.row(&grid, &total, &cells(&issue.total), true);
        self.down += 22.0;
    }

    fn heads(&mut self, grid: &Grid) {
        let down = self.down;
        let sheet = self.sheet();
        sheet.shade(EDGE, down, WIDTH - 2.0 * EDGE, ROW + 2.0);
        sheet.text((EDGE + 4.0, down + 13.0), Side::Left, 8.5, grid.side - EDGE - 8.0, SOFT, &grid.heads[0]);
        for (head, (begin, end)) in grid.heads[1..].iter().zip(grid.columns()) {
            sheet.text((end - 3.0, down + 13.0), Side::Right, 8.5, end - begin - 5.0, SOFT, head);
        }
        self.down += ROW + 2.0;
    }

    /// A line; on a new sheet under the heads again.
    fn row(&mut self, grid: &Grid, name: &str, cells: &[(String, Tone)], total: bool) {
        if self.down + ROW > END {
            self.turn();
            self.heads(grid);
        }
        let down = self.down;
        let sheet = self.sheet();
        if total {
            sheet.shade(EDGE, down, WIDTH - 2.0 * EDGE, ROW);
        }
        sheet.text((EDGE + 4.0, down + 12.0), Side::Left, TEXT, grid.side - EDGE - 8.0, INK, name);
        for ((cell, tone), (begin, end)) in cells.iter().zip(grid.columns()) {
            sheet.text((end - 3.0, down + 12.0), Side::Right, TEXT, end - begin - 5.0, *tone, cell);
        }
        sheet.line(EDGE, WIDTH - EDGE, down + ROW);
        self.down += ROW;
    }

    fn aims(&mut self, aims: &[Aim]) {
        if self.down + 3.0 * ROW > END {
            self.turn();
        }
        let year = aims.first().map(|aim| aim.year).unwrap_or_default().to_string();
        let title = self.say.filled("targets", &[("year", year)]);
        self.title(&title);
        let mut heads = vec![self.say.text("figure")];
        heads.extend(["target", "so_far", "standing"].map(|key| self.say.text(key)));
        let grid = Grid { heads, side: EDGE + 210.0, ends: vec![EDGE + 290.0, EDGE + 390.0, WIDTH - EDGE] };
        self.heads(&grid);
        for aim in aims {
            let name = self.say.aim(&aim.measure, aim.of.as_deref());
            let standing = self.say.text(&format!("standing.{}", aim.total.standing.word()));
            let tone = if aim.total.standing == Standing::Behind { ALARM } else { INK };
            let [target, so_far] = in_figures(aim.of.is_some(), aim.total);
            self.row(&grid, &name, &[(target, INK), (so_far, INK), (standing, tone)], false);
        }
    }

    /// Every figure of all communities together, in two columns.
    fn sums(&mut self, issue: &Issue) {
        let title = self.say.text("by_system");
        self.title(&title);
        let top = self.down + 10.0;
        let (gap, room) = (22.0, (WIDTH - 2.0 * EDGE - 22.0) / 2.0);
        let (mut left, mut down) = (EDGE, top);
        let [now, before] = self.say.now_and_before();
        let heads = [now, before, self.say.text("change")];
        for system in words::systems() {
            let measures: Vec<_> = system.measures().collect();
            let name = self.say.system(&system.name);
            // A system's name does not stand alone at the foot of a column.
            if down + 3.0 * SUM > END {
                (left, down) = self.next_column(left, top, room + gap);
            }
            self.sheet().shade(left, down, room, SUM + 1.0);
            self.sheet().text((left + 3.0, down + 8.4), Side::Left, 8.0, room - 130.0, INK, &name);
            self.three(left + room, down, &heads.each_ref().map(|head| (head.as_str(), SOFT)));
            down += SUM + 2.0;
            for measure in measures {
                if down + SUM > END {
                    (left, down) = self.next_column(left, top, room + gap);
                }
                let (now, before) = (issue.total.now.get(measure.name).copied(), issue.total.before.get(measure.name).copied());
                let change = now.zip(before).map_or_else(String::new, |(now, before)| signed(now - before));
                let name = self.say.measure(measure.name);
                self.sheet().text((left + 3.0, down + 8.0), Side::Left, 8.0, room - 130.0, INK, &name);
                self.three(left + room, down, &[(&counted(now), INK), (&counted(before), SOFT), (&change, SOFT)]);
                down += SUM;
            }
            down += 2.5;
        }
    }

    fn three(&mut self, end: f32, down: f32, cells: &[(&str, Tone); 3]) {
        for ((cell, tone), back) in cells.iter().zip([88.0, 44.0, 0.0]) {
            self.sheet().text((end - back - 2.0, down + 8.0), Side::Right, 7.5, 42.0, *tone, cell);
        }
    }

    /// Where it goes on when a column is full: beside it, or on a new sheet.
    fn next_column(&mut self, left: f32, top: f32, step: f32) -> (f32, f32) {
        if left <= EDGE {
            return (left + step, top);
        }
        self.turn();
        (EDGE, self.down)
    }
}

fn cells(figures: &Compared) -> Vec<(String, Tone)> {
    let value = |name: &str| figures.now.get(name).copied();
    let mut cells: Vec<(String, Tone)> = SHOWN
        .iter()
        .map(|name| (counted(value(name)), if ALARMING.contains(name) && value(name) > Some(0) { ALARM } else { INK }))
        .collect();
    let rate = value("visits.on_time").zip(value("visits.due")).filter(|(_, due)| *due > 0);
    cells.insert(RATE, (rate.map_or_else(|| "–".to_owned(), |(done, due)| percent(done, due)), INK));
    cells
}

fn in_figures(share: bool, mark: Mark) -> [String; 2] {
    match share {
        true if mark.done.of > 0 => [format!("{}%", mark.target), percent(mark.done.done, mark.done.of)],
        true => [format!("{}%", mark.target), "–".to_owned()],
        false => [counted(Some(mark.target)), counted(Some(mark.done.done))],
    }
}

/// Rounded down: all is all.
fn percent(done: i64, of: i64) -> String {
    let thousandths = done.saturating_mul(1000) / of;
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

fn counted(value: Option<i64>) -> String {
    let Some(value) = value else { return "–".to_owned() };
    let digits = value.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0 { format!("-{text}") } else { text }
}

fn signed(value: i64) -> String {
    match value {
        0 => "±0".to_owned(),
        1.. => format!("+{}", counted(Some(value))),
        _ => counted(Some(value)),
    }
}
