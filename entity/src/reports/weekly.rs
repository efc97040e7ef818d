//! The Monday report: a street's communities in the week that closed, and in the week before.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Serialize;

use super::rules::{Figures, Span};
use crate::{
    calendar::local,
    kernel::{Failure, Result},
};

/// A week from Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: NaiveDate,
}

impl Week {
    /// The week that `day` is in.
    pub fn of(day: NaiveDate) -> Self {
        Self { monday: local::week_start(day) }
    }

    /// The last week that is over on `today`.
    pub fn closed_by(today: NaiveDate) -> Self {
        Self { monday: local::week_start(today) - Days::new(7) }
    }

    /// A week written as `2026-W47` (ISO 8601).
    pub fn parse(text: &str) -> Result<Self> {
        let unreadable = || Failure::invalid_field("week", "reports.week_unreadable");
        let (year, week) = text.split_once("-W").ok_or_else(unreadable)?;
        let (year, week) = (year.parse().map_err(|_| unreadable())?, week.parse().map_err(|_| unreadable())?);
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(|monday| Self { monday }).ok_or_else(unreadable)
    }

    /// Its days.
    pub fn span(self) -> Span {
        Span { from: self.monday, to: self.monday + Days::new(6) }
    }
}

impl std::fmt::Display for Week {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let week = self.monday.iso_week();
        write!(f, "{}-W{:02}", week.year(), week.week())
    }
}

/// What the report says of a week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Numbers {
    /// Elders on the list at its end.
    pub elders: i64,
    /// Visits whose window closed in it.
    pub due: i64,
    /// Those of them that were paid in their window.
    pub done: i64,
    /// Those of them that were missed.
    pub missed: i64,
    /// Visits that reached the administrators.
    pub escalated: i64,
}

impl Numbers {
    /// The numbers in a community's figures.
    pub fn of(figures: &Figures) -> Self {
        let value = |name| figures.get(name).copied().unwrap_or_default();
        Self {
            elders: value("elders.listed"),
            due: value("visits.due"),
            done: value("visits.on_time"),
            missed: value("visits.missed"),
            escalated: value("visits.escalated"),
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            elders: self.elders + other.elders,
            due: self.due + other.due,
            done: self.done + other.done,
            missed: self.missed + other.missed,
            escalated: self.escalated + other.escalated,
        }
    }

    /// The share of due visits that were paid in time; none if nothing was due.
    pub fn rate(self) -> Option<f64> {
        (self.due > 0).then(|| self.done as f64 / self.due as f64)
    }
}

/// The numbers of a week beside those of the week before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The week.
    #[serde(flatten)]
    pub now: Numbers,
    /// The week before.
    pub before: Numbers,
}

impl Compared {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { now: self.now.plus(other.now), before: self.before.plus(other.before) }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-11-22", "2026-W47", "2026-11-16")]
    #[case("2026-11-23", "2026-W48", "2026-11-23")]
    #[case("2027-01-01", "2026-W53", "2026-12-28")]
    #[case("2024-12-30", "2025-W01", "2024-12-30")]
    fn weeks_are_written_as_the_standard_has_it(#[case] day: NaiveDate, #[case] text: &str, #[case] monday: NaiveDate) {
        let week = Week::of(day);
        assert_eq!((week.to_string().as_str(), week.monday), (text, monday));
        assert_eq!(Week::parse(text).unwrap(), week);
    }

    #[test]
    fn on_monday_the_week_before_is_over_and_on_sunday_the_present_one_is_not() {
        assert_eq!(Week::closed_by("2026-11-23".parse().unwrap()).to_string(), "2026-W47");
        assert_eq!(Week::closed_by("2026-11-22".parse().unwrap()).to_string(), "2026-W46");
        assert!(Week::parse("2026-W54").is_err() && Week::parse("47").is_err());
    }

    #[test]
    fn the_sum_of_communities_has_the_rate_of_the_sums() {
        let numbers = |due, done| Numbers { due, done, ..Numbers::default() };
        assert_eq!(numbers(10, 10).plus(numbers(30, 10)).rate(), Some(0.5));
        assert_eq!(Numbers::default().rate(), None);
    }
}
