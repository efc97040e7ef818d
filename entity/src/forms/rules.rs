//! What a form is made of, when it is due, and what may become of a filling. Pure.

use chrono::{Days, Months, NaiveDate};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Change, State};
use crate::{
    calendar::{WorkCalendar, local},
    people::{Group, ledger::Field},
};

/// The most columns.
pub const MOST_COLUMNS: usize = 30;
/// The longest heading or title, in characters.
pub const LONGEST_TITLE: usize = 60;
/// The longest text in a cell, or remark, in characters.
pub const LONGEST_TEXT: usize = 500;
/// The latest workday after a period.
pub const LATEST: i64 = 20;

/// How often a form is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Every {
    /// For each month.
    Month,
    /// For each quarter.
    Quarter,
}

/// What a column says of a person: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The name.
    Name,
    /// The identity number.
    IdNumber,
    /// The sex.
    Sex,
    /// The birth date.
    BirthDate,
    /// The age on the last day of the period.
    Age,
    /// The phone number.
    Phone,
    /// Where they live.
    Address,
    /// The grid.
    Grid,
    /// The groups.
    Groups,
    /// The risk tier.
    Tier,
    /// How often they were visited in the period.
    Visits,
    /// The same text in each row.
    Constant,
    /// Filled in by hand.
    Blank,
}

impl Fact {
    /// Whether a row without it has something to be looked up.
    pub const fn is_wanted(self) -> bool {
        matches!(self, Self::Name | Self::IdNumber | Self::Sex | Self::BirthDate | Self::Age | Self::Phone)
    }

    /// The fact that a heading probably means: as ledgers head such columns, and otherwise one to be filled in by hand.
    pub fn of_heading(heading: &str) -> Self {
        match Field::of_header(heading).map(|(field, _)| field) {
            Some(Field::Name) => Self::Name,
            Some(Field::IdNumber) => Self::IdNumber,
            Some(Field::Sex) => Self::Sex,
            Some(Field::BirthDate) => Self::BirthDate,
            Some(Field::Phone) => Self::Phone,
            Some(Field::Address) => Self::Address,
            Some(Field::Grid) => Self::Grid,
            Some(Field::Groups) => Self::Groups,
            Some(Field::Tier) => Self::Tier,
            _ if heading.contains("年龄") => Self::Age,
            _ if heading.contains("探访") || heading.contains("走访") => Self::Visits,
            _ => Self::Blank,
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What it says.
    pub fact: Fact,
    /// What stands above it.
    pub heading: String,
    /// The text of a constant.
    #[serde(default)]
    pub text: String,
}

/// The columns of a form, and whom it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// Who belongs to this group.
    pub group: Option<Group>,
    /// Who is at least so old on the last day of the period.
    pub from_age: Option<i32>,
}

/// A cell: what is known, and what was written by hand beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What is known.
    pub known: String,
    /// What was written instead.
    pub hand: Option<String>,
    /// What was handed in last time, if it was something else.
    pub was: Option<String>,
}

impl Cell {
    /// What is handed in.
    pub fn text(&self) -> &str {
        self.hand.as_deref().unwrap_or(&self.known)
    }
}

/// What is counted over a filling.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Rows that are handed in.
    pub rows: i64,
    /// Cells filled from what is known.
    pub known: i64,
    /// Cells filled by hand.
    pub hand: i64,
    /// Cells that should have something and have nothing.
    pub missing: i64,
    /// Rows that were not there last time.
    pub added: i64,
    /// Rows that are not there any more.
    pub gone: i64,
    /// Rows of which something changed.
    pub changed: i64,
}

impl Totals {
    /// Counts one row in.
    pub fn count(&mut self, change: Change, columns: &[Column], cells: &[Cell]) {
        match change {
            Change::Gone => {
                self.gone += 1;
                return;
            }
            Change::Added => self.added += 1,
            Change::Changed => self.changed += 1,
            Change::Same => {}
        }
        self.rows += 1;
        self.missing += missing(columns, cells);
        for cell in cells.iter().filter(|cell| !cell.text().is_empty()) {
            if cell.hand.is_some() {
                self.hand += 1;
            } else {
                self.known += 1;
            }
        }
    }
}

/// How many cells should have something and have nothing.
pub fn missing(columns: &[Column], cells: &[Cell]) -> i64 {
    let lacking = columns.iter().zip(cells).filter(|(column, cell)| column.fact.is_wanted() && cell.text().is_empty());
    i64::try_from(lacking.count()).unwrap_or(i64::MAX)
}

/// So many people of one age band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// From this age; none for those whose birth date is missing.
    pub from_age: Option<i32>,
    /// All of them.
    pub total: i64,
    /// The women among them.
    pub women: i64,
}

/// The ages at which bands begin.
const BANDS: [i32; 5] = [0, 60, 70, 80, 90];

/// The band of an age.
pub fn band(age: Option<i32>) -> Option<i32> {
    age.map(|age| BANDS.into_iter().filter(|from| *from <= age).max().unwrap_or_default())
}

/// People counted by band; each comes as age and whether it is a woman.
pub fn bands(people: impl Iterator<Item = (Option<i32>, bool)>) -> Vec<Band> {
    let found: Vec<(Option<i32>, i64, i64)> = people.map(|(age, woman)| (band(age), 1, i64::from(woman))).collect();
    added(found.into_iter())
}

/// The tables of several communities as one.
pub fn summed(tables: impl Iterator<Item = Vec<Band>>) -> Vec<Band> {
    added(tables.flatten().map(|one| (one.from_age, one.total, one.women)))
}

fn added(counts: impl Iterator<Item = (Option<i32>, i64, i64)>) -> Vec<Band> {
    let mut sums = std::collections::BTreeMap::<i32, Band>::new();
    for (from_age, total, women) in counts {
        let sum = sums.entry(from_age.unwrap_or(i32::MAX)).or_insert(Band { from_age, total: 0, women: 0 });
        sum.total += total;
        sum.women += women;
    }
    sums.into_values().collect()
}

/// What became of a row whose last one had the cells `before`; cells that are another remember what was there.
pub fn compared(cells: &mut [Cell], before: Option<&[Cell]>) -> Change {
    let Some(before) = before else { return Change::Added };
    let mut change = Change::Same;
    for (cell, old) in cells.iter_mut().zip(before) {
        cell.was = (cell.text() != old.text()).then(|| old.text().to_owned());
        if cell.was.is_some() {
            change = Change::Changed;
        }
    }
    change
}

/// The last period that is over on `today`: its first and last day.
pub fn period(every: Every, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (begun, months) = match every {
        Every::Month => (local::month_start(today), 1),
        Every::Quarter => (local::quarter_start(today), 3),
    };
    (begun - Months::new(months), begun - Days::new(1))
}

/// The day by which it is due: the n-th workday after the period.
pub fn due(to: NaiveDate, workday: i64, calendar: &WorkCalendar) -> NaiveDate {
    calendar.add_workdays(to, i32::try_from(workday.clamp(1, LATEST)).unwrap_or(1))
}

/// What is done with a filling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Act {
    /// Somebody has looked it over.
    Check,
    /// It is to be corrected once more.
    Reopen,
    /// It is signed and handed in.
    Submit,
    /// The street takes it.
    Accept,
    /// The street wants something else.
    Return,
}

/// What `state` becomes by `act`; none if that cannot happen.
pub const fn next(state: State, act: Act) -> Option<State> {
    match (state, act) {
        (State::Draft | State::Returned, Act::Check) => Some(State::Checked),
        (State::Checked, Act::Reopen) => Some(State::Draft),
        (State::Checked, Act::Submit) => Some(State::Submitted),
        (State::Submitted, Act::Accept) => Some(State::Accepted),
        (State::Submitted, Act::Return) => Some(State::Returned),
        _ => None,
    }
}

/// Whether its cells may be changed.
pub const fn is_editable(state: State) -> bool {
    matches!(state, State::Draft | State::Returned)
}

/// Whether the community still has something to do.
pub const fn is_open(state: State) -> bool {
    matches!(state, State::Draft | State::Checked | State::Returned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case(Every::Month, "2026-03-09", "2026-02-01", "2026-02-28")]
    #[case(Every::Month, "2026-01-01", "2025-12-01", "2025-12-31")]
    #[case(Every::Quarter, "2026-03-31", "2025-10-01", "2025-12-31")]
    #[case(Every::Quarter, "2026-04-01", "2026-01-01", "2026-03-31")]
    fn a_period_is_asked_for_when_it_is_over(#[case] every: Every, #[case] today: &str, #[case] from: &str, #[case] to: &str) {
        assert_eq!(period(every, day(today)), (day(from), day(to)));
    }

    #[test]
    fn a_deadline_counts_workdays() {
        // 1 March 2026 is a Sunday.
        assert_eq!(due(day("2026-02-28"), 3, &WorkCalendar::default()), day("2026-03-04"));
    }

    #[rstest]
    #[case("姓名", Fact::Name)]
    #[case("身份证号码", Fact::IdNumber)]
    #[case("周岁年龄", Fact::Age)]
    #[case("本月探访次数", Fact::Visits)]
    #[case("是否安装扶手", Fact::Blank)]
    fn headings_say_what_is_meant(#[case] heading: &str, #[case] fact: Fact) {
        assert_eq!(Fact::of_heading(heading), fact);
    }

    proptest! {
        #[test]
        fn a_sum_of_tables_loses_nobody(people in proptest::collection::vec((proptest::option::of(0..110), any::<bool>()), 0..60), cut in 0usize..60) {
            let cut = cut.min(people.len());
            let parts = [&people[..cut], &people[cut..]].map(|part| bands(part.iter().copied()));
            prop_assert_eq!(summed(parts.into_iter()), bands(people.iter().copied()));
        }

        #[test]
        fn nothing_happens_to_what_is_accepted(act in 0usize..5) {
            let acts = [Act::Check, Act::Reopen, Act::Submit, Act::Accept, Act::Return];
            prop_assert_eq!(next(State::Accepted, acts[act]), None);
        }
    }
}
