//! What a cell holds, what is counted over a filling, when it is due, and what may become of it. Pure.

use chrono::{Days, Months, NaiveDate};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    Change, State,
    design::{Every, LATEST},
    layout::{Column, Fact},
};
use crate::calendar::{WorkCalendar, local};

/// The longest text in a cell, or remark, in characters.
pub const LONGEST_TEXT: usize = 500;

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
        let told = columns.iter().zip(cells).filter(|(column, cell)| column.fact != Fact::Number && !cell.text().is_empty());
        for (_, cell) in told {
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
    let lacking = columns.iter().zip(cells).filter(|(column, cell)| column.required && cell.text().is_empty());
    i64::try_from(lacking.count()).unwrap_or(i64::MAX)
}

/// What became of a row whose last one had the cells `before`, by what each column `was` then; cells that are another remember what was there.
/// A column that was not there then says nothing of a change.
pub fn compared(columns: &[Column], cells: &mut [Cell], before: Option<&[Cell]>, was: &[Option<usize>]) -> Change {
    let Some(before) = before else { return Change::Added };
    let mut change = Change::Same;
    for ((column, cell), was) in columns.iter().zip(cells).zip(was) {
        let old = was.and_then(|at| before.get(at)).filter(|_| column.fact != Fact::Number);
        cell.was = old.filter(|old| cell.text() != old.text()).map(|old| old.text().to_owned());
        if cell.was.is_some() {
            change = Change::Changed;
        }
    }
    change
}

/// For each column, where another version of the form had it.
pub fn matched(columns: &[Column], before: &[Column]) -> Vec<Option<usize>> {
    let mut taken = vec![false; before.len()];
    let find = |column: &Column| {
        let at = before.iter().enumerate().position(|(at, old)| !taken[at] && column.is_like(old))?;
        taken[at] = true;
        Some(at)
    };
    columns.iter().map(find).collect()
}

/// The cells of a row of another version, under the columns of this one.
pub fn moved(cells: &[Cell], was: &[Option<usize>]) -> Vec<Cell> {
    was.iter().map(|at| at.and_then(|at| cells.get(at)).cloned().unwrap_or_default()).collect()
}

/// The last period that is over on `today`: its first and last day. What is wanted once is of the day on which it was `issued`.
pub fn period(every: Every, today: NaiveDate, issued: NaiveDate) -> (NaiveDate, NaiveDate) {
    let (begun, months) = match every {
        Every::Once => return (issued, issued),
        Every::Month => (local::month_start(today), 1),
        Every::Quarter => (local::quarter_start(today), 3),
        Every::Year => (local::year_start(today), 12),
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

/// What `state` becomes by `act`; none if that cannot happen. What a community signs for itself nobody else has to accept.
pub const fn next(state: State, act: Act, own: bool) -> Option<State> {
    match (state, act) {
        (State::Draft | State::Returned, Act::Check) => Some(State::Checked),
        (State::Checked, Act::Reopen) => Some(State::Draft),
        (State::Checked, Act::Submit) if own => Some(State::Accepted),
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
    #[case(Every::Year, "2026-03-09", "2025-01-01", "2025-12-31")]
    #[case(Every::Once, "2026-03-09", "2026-03-05", "2026-03-05")]
    fn a_period_is_asked_for_when_it_is_over(#[case] every: Every, #[case] today: &str, #[case] from: &str, #[case] to: &str) {
        assert_eq!(period(every, day(today), day("2026-03-05")), (day(from), day(to)));
    }

    #[test]
    fn a_deadline_counts_workdays() {
        // 1 March 2026 is a Sunday.
        assert_eq!(due(day("2026-02-28"), 3, &WorkCalendar::default()), day("2026-03-04"));
    }

    fn cell(text: &str) -> Cell {
        Cell { known: text.to_owned(), ..Default::default() }
    }

    #[test]
    fn columns_that_moved_are_compared_and_new_ones_are_not() {
        let before = [Column::of(Fact::Name, "姓名"), Column::of(Fact::Phone, "电话")];
        let now = [
            Column::of(Fact::Number, "序号"),
            Column::of(Fact::Phone, "联系电话"),
            Column::of(Fact::Name, "姓名"),
            Column::of(Fact::Blank, "备注"),
        ];
        let was = matched(&now, &before);
        assert_eq!(was, [None, Some(1), Some(0), None]);
        let old = [cell("王桂芬"), cell("1")];
        let mut cells = [cell("7"), cell("2"), cell("王桂芬"), cell("新")];
        assert_eq!(compared(&now, &mut cells, Some(&old), &was), Change::Changed);
        assert_eq!(cells.map(|cell| cell.was), [None, Some("1".to_owned()), None, None]);
        assert_eq!(moved(&old, &was)[2], cell("王桂芬"));
        assert_eq!(compared(&now, &mut [], None, &was), Change::Added);
    }

    #[test]
    fn what_is_asked_of_a_column_is_missing_where_it_is_empty() {
        let columns = [
            Column::of(Fact::Name, "姓名"),
            Column { required: true, ..Column::of(Fact::Blank, "意见") },
            Column::of(Fact::Address, "住址"),
        ];
        assert_eq!(missing(&columns, &[cell("王桂芬"), cell(""), cell("")]), 1);
    }

    #[test]
    fn a_community_accepts_its_own() {
        assert_eq!(next(State::Checked, Act::Submit, true), Some(State::Accepted));
        assert_eq!(next(State::Checked, Act::Submit, false), Some(State::Submitted));
    }

    proptest! {
        #[test]
        fn nothing_happens_to_what_is_accepted(act in 0usize..5, own: bool) {
            let acts = [Act::Check, Act::Reopen, Act::Submit, Act::Accept, Act::Return];
            prop_assert_eq!(next(State::Accepted, acts[act], own), None);
        }
    }
}
