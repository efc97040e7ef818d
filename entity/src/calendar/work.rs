//! Which days are worked: the published arrangement, and a community's own exceptions above it.

use std::{collections::BTreeMap, fmt, str::FromStr};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::holidays::{self, Special};

/// The longest run of days off that is looked through; a community that works never is refused by none.
const LONGEST_REST: usize = 400;

/// Whether a day is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Worked.
    Workday,
    /// Not worked.
    Holiday,
}

impl DayKind {
    /// The kind as one word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Workday => "workday",
            Self::Holiday => "holiday",
        }
    }
}

impl fmt::Display for DayKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for DayKind {
    type Err = crate::kernel::Failure;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        [Self::Workday, Self::Holiday]
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| crate::kernel::Failure::invalid_field("kind", "calendar.day_kind_unknown"))
    }
}

/// What is known of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub day: NaiveDate,
    /// Whether it is worked.
    pub kind: DayKind,
    /// The holiday that it is off or worked for.
    pub holiday: Option<&'static str>,
    /// Whether the community decided it itself.
    pub own: bool,
    /// Whether the year's arrangement is known; if not, only weekends are.
    pub published: bool,
}

/// Whether `day` is a Saturday or a Sunday.
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// A community's work calendar.
#[derive(Debug, Clone, Default)]
pub struct WorkCalendar {
    own: BTreeMap<NaiveDate, DayKind>,
}

impl WorkCalendar {
    /// The published calendar with a community's own exceptions.
    pub fn new(own: impl IntoIterator<Item = (NaiveDate, DayKind)>) -> Self {
        Self { own: own.into_iter().collect() }
    }

    /// What is known of `day`.
    pub fn day(&self, day: NaiveDate) -> Day {
        let special = holidays::special(day);
        let published = match special {
            Some(Special::Off(_)) => DayKind::Holiday,
            Some(Special::MakeUp(_)) => DayKind::Workday,
            None if is_weekend(day) => DayKind::Holiday,
            None => DayKind::Workday,
        };
        let own = self.own.get(&day).copied();
        Day {
            day,
            kind: own.unwrap_or(published),
            holiday: special.map(|special| match special {
                Special::Off(name) | Special::MakeUp(name) => name,
            }),
            own: own.is_some(),
            published: holidays::published(day.year()),
        }
    }

    /// Whether `day` is worked?
    pub fn is_workday(&self, day: NaiveDate) -> bool {
        self.day(day).kind == DayKind::Workday
    }

    /// The first workday at or after `day`.
    pub fn workday_from(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().take(LONGEST_REST).find(|day| self.is_workday(*day)).unwrap_or(day)
    }

    /// The first workday after `day`.
    pub fn next_workday(&self, day: NaiveDate) -> NaiveDate {
        self.workday_from(day + Days::new(1))
    }

    /// The last workday before `day`.
    pub fn previous_workday(&self, day: NaiveDate) -> NaiveDate {
        (1..LONGEST_REST as u64).map(|back| day - Days::new(back)).find(|day| self.is_workday(*day)).unwrap_or(day)
    }

    /// The workday that is `count` workdays after `day`; with a negative count, before it. Zero is `day` itself.
    pub fn add_workdays(&self, day: NaiveDate, count: i32) -> NaiveDate {
        let step = |day| if count < 0 { self.previous_workday(day) } else { self.next_workday(day) };
        (0..count.unsigned_abs()).fold(day, |day, _| step(day))
    }

    /// The workdays from `from` to before `until`, in order.
    pub fn workdays(&self, from: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
        from.iter_days().take_while(|day| *day < until).filter(|day| self.is_workday(*day)).collect()
    }
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
    #[case("2026-01-01", false, Some("new_year"))]
    #[case("2026-01-04", true, Some("new_year"))] // a Sunday that is worked
    #[case("2026-02-14", true, Some("spring_festival"))] // a Saturday that is worked
    #[case("2026-02-16", false, Some("spring_festival"))] // a Monday off
    #[case("2026-09-20", true, Some("national_day"))]
    #[case("2026-11-22", false, None)] // an ordinary Sunday
    #[case("2026-11-23", true, None)]
    #[case("2025-09-28", true, Some("national_day_mid_autumn"))]
    fn knows_holidays_and_make_up_workdays(#[case] text: &str, #[case] worked: bool, #[case] holiday: Option<&str>) {
        let known = WorkCalendar::default().day(day(text));
        assert_eq!((known.kind == DayKind::Workday, known.holiday), (worked, holiday));
        assert!(known.published);
    }

    #[test]
    fn an_unpublished_year_has_weekends_only_and_says_so() {
        let known = WorkCalendar::default().day(day("2031-10-01"));
        assert_eq!((known.kind, known.published), (DayKind::Workday, false));
        assert!(!WorkCalendar::default().is_workday(day("2031-10-04")));
    }

    #[test]
    fn a_communitys_own_exception_wins() {
        let calendar = WorkCalendar::new([(day("2026-10-01"), DayKind::Workday), (day("2026-11-23"), DayKind::Holiday)]);
        assert!(calendar.is_workday(day("2026-10-01")) && calendar.day(day("2026-10-01")).own);
        assert_eq!(calendar.workday_from(day("2026-11-23")), day("2026-11-24"));
    }

    #[rstest]
    #[case("2026-09-30", 1, "2026-10-08")] // over National Day
    #[case("2026-10-08", -1, "2026-09-30")]
    #[case("2026-02-13", 1, "2026-02-14")] // Saturday is worked
    #[case("2026-02-14", 1, "2026-02-24")]
    #[case("2026-11-20", 5, "2026-11-27")]
    #[case("2026-11-22", 0, "2026-11-22")]
    fn counts_in_workdays(#[case] from: &str, #[case] count: i32, #[case] to: &str) {
        assert_eq!(WorkCalendar::default().add_workdays(day(from), count), day(to));
    }

    proptest! {
        #[test]
        fn going_there_and_back_ends_where_it_began(offset in 0u64..730, count in 1i32..60) {
            let calendar = WorkCalendar::default();
            let from = calendar.workday_from(day("2025-01-02") + Days::new(offset));
            prop_assert_eq!(calendar.add_workdays(calendar.add_workdays(from, count), -count), from);
        }

        #[test]
        fn the_workdays_between_are_those_counted(offset in 0u64..700, count in 1i32..40) {
            let calendar = WorkCalendar::default();
            let from = calendar.workday_from(day("2025-01-02") + Days::new(offset));
            let until = calendar.add_workdays(from, count);
            prop_assert_eq!(calendar.workdays(from, until).len(), count as usize);
        }
    }
}
