//! How often each kind of session is held (三会一课), and how that is judged.

use chrono::{Days, Months, NaiveDate};
use sea_orm::entity::prelude::*;

use crate::{calendar::local, party::Kind};

/// So many workdays before a period ends, the secretary is reminded.
pub const REMINDED_BEFORE: i32 = 5;
/// The most hours of study that are asked of a member in a year.
const MOST_HOURS: i64 = 400;

/// What each member should come to in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal {
    /// So many hours of study.
    pub study_hours: i64,
    /// So many of a hundred sessions.
    pub attended_of_hundred: i64,
}

impl Goal {
    /// What is asked for unless a community decides otherwise.
    pub const USUAL: Self = Self { study_hours: 32, attended_of_hundred: 80 };

    /// The hours as minutes, in which study is counted.
    pub const fn minutes(self) -> i64 {
        self.study_hours * 60
    }

    /// The field that cannot be meant, if there is one.
    pub fn odd_field(self) -> Option<&'static str> {
        match () {
            () if !(0..=MOST_HOURS).contains(&self.study_hours) => Some("study_hours"),
            () if !(0..=100).contains(&self.attended_of_hundred) => Some("attended_of_hundred"),
            () => None,
        }
    }

    /// Whether a member is behind: fewer sessions than they should have attended, or less study than this part of the year asks for.
    pub fn is_behind(self, expected: i64, attended: i64, minutes: i64, day: NaiveDate) -> bool {
        let by_now = self.minutes() * i64::from(chrono::Datelike::ordinal(&day)) / 365;
        expected > 0 && (attended * 100 < expected * self.attended_of_hundred || minutes < by_now)
    }
}

/// Within which time a session of a kind is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Every {
    /// Every month.
    Month,
    /// Every quarter.
    Quarter,
    /// When there is an occasion.
    Never,
}

impl Every {
    /// The period that `day` is in: its first and its last day.
    pub fn period(self, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let (from, months) = match self {
            Self::Month => (local::month_start(day), 1),
            Self::Quarter => (local::quarter_start(day), 3),
            Self::Never => return None,
        };
        Some((from, from.checked_add_months(Months::new(months))? - Days::new(1)))
    }
}

/// What holds unless a community decides otherwise.
pub const fn usual(kind: Kind) -> Every {
    match kind {
        Kind::Assembly | Kind::Lecture => Every::Quarter,
        Kind::Committee | Kind::Group | Kind::ThemeDay => Every::Month,
        Kind::Bench => Every::Never,
    }
}

/// The periods that have begun by `until`, from the first that `since` leaves whole.
pub fn periods(every: Every, since: NaiveDate, until: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let mut periods = Vec::new();
    let mut at = since;
    while let Some((from, to)) = every.period(at).filter(|(from, _)| *from <= until) {
        if from >= since {
            periods.push((from, to));
        }
        at = to + Days::new(1);
    }
    periods
}

/// How a period stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Something was held.
    Done,
    /// Nothing yet, and there is time.
    Due,
    /// Nothing, and it is over.
    Missed,
}

impl Verdict {
    /// The verdict on a period that ends on `to`.
    pub fn of(held: bool, to: NaiveDate, today: NaiveDate) -> Self {
        match held {
            true => Self::Done,
            false if today <= to => Self::Due,
            false => Self::Missed,
        }
    }

    /// As one word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Due => "due",
            Self::Missed => "missed",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[rstest]
    #[case(Kind::Assembly, 2)]
    #[case(Kind::Committee, 5)]
    #[case(Kind::Bench, 0)]
    fn a_kind_is_due_as_often_as_its_cadence_says(#[case] kind: Kind, #[case] often: usize) {
        assert_eq!(periods(usual(kind), day(1, 1), day(5, 15)).len(), often);
    }

    #[test]
    fn a_branch_owes_nothing_for_a_period_that_had_begun_before_it() {
        assert_eq!(periods(Every::Month, day(3, 9), day(4, 2)), [(day(4, 1), day(4, 30))]);
    }

    #[test]
    fn a_period_is_missed_only_when_it_is_over() {
        assert_eq!(Verdict::of(false, day(3, 31), day(3, 31)), Verdict::Due);
        assert_eq!(Verdict::of(false, day(3, 31), day(4, 1)), Verdict::Missed);
        assert_eq!(Verdict::of(true, day(3, 31), day(4, 1)), Verdict::Done);
    }

    #[test]
    fn whoever_was_asked_to_nothing_is_not_behind() {
        let goal = Goal::USUAL;
        assert!(!goal.is_behind(0, 0, 0, day(6, 30)));
        assert!(goal.is_behind(10, 7, goal.minutes(), day(6, 30)) && goal.is_behind(10, 10, 60, day(6, 30)));
        assert!(!goal.is_behind(10, 8, goal.minutes() / 2, day(6, 30)));
    }

    #[test]
    fn a_community_may_ask_for_less_but_not_for_the_impossible() {
        let less = Goal { study_hours: 0, attended_of_hundred: 50 };
        assert!(!less.is_behind(10, 5, 0, day(12, 31)) && less.odd_field().is_none());
        assert_eq!(Goal { study_hours: 401, ..less }.odd_field(), Some("study_hours"));
        assert_eq!(Goal { attended_of_hundred: 101, ..less }.odd_field(), Some("attended_of_hundred"));
    }

    proptest! {
        #[test]
        fn periods_follow_each_other_without_a_gap(days in 0_u64..800, quarters in any::<bool>()) {
            let every = if quarters { Every::Quarter } else { Every::Month };
            let found = periods(every, day(1, 1), day(1, 1) + Days::new(days));
            prop_assert!(found.windows(2).all(|pair| pair[0].1 + Days::new(1) == pair[1].0));
            prop_assert!(found.iter().all(|(from, to)| from < to));
        }
    }
}
