//! When a room is open, by weekday and by the work calendar, and which quarters of an hour somebody takes.

use chrono::{DateTime, Datelike, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Serialize};

use crate::calendar::{Day, DayKind};

/// A booking is counted in quarters of an hour, in seconds.
const QUARTER: i64 = 900;

/// From when until when on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// It opens.
    pub from: NaiveTime,
    /// It closes.
    pub until: NaiveTime,
}

/// When a room is open. A day without a span is a day on which it is shut.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// From Monday to Sunday.
    pub week: [Option<Span>; 7],
    /// On holidays, whatever day of the week they are.
    pub holiday: Option<Span>,
}

impl Hours {
    /// Whether every span ends after it begins.
    pub fn are_sensible(&self) -> bool {
        self.week.iter().chain([&self.holiday]).flatten().all(|span| span.from < span.until)
    }

    /// When it is open on a day. A weekend that is worked (调休) is like a Monday; a holiday has hours of its own.
    pub fn on(&self, day: Day) -> Option<Span> {
        let weekday = day.day.weekday();
        let weekend = matches!(weekday, Weekday::Sat | Weekday::Sun);
        match day.kind {
            DayKind::Holiday if day.holiday.is_some() || day.own => self.holiday,
            DayKind::Workday if weekend => self.week[0],
            _ => self.week[weekday.num_days_from_monday() as usize],
        }
    }
}

/// The quarters of an hour, since 1970, that somebody takes from `starts_at` until `ends_at`; a quarter that is begun is taken.
pub fn quarters(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Vec<i64> {
    let last = (ends_at.timestamp() + QUARTER - 1).div_euclid(QUARTER);
    (starts_at.timestamp().div_euclid(QUARTER)..last).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::WorkCalendar;

    fn span(from: u32, until: u32) -> Option<Span> {
        Some(Span { from: NaiveTime::from_hms_opt(from, 0, 0)?, until: NaiveTime::from_hms_opt(until, 0, 0)? })
    }

    #[test]
    fn a_worked_weekend_is_a_monday_and_a_holiday_has_its_own_hours() {
        let hours = Hours { week: [span(8, 20), span(9, 20), None, span(9, 20), span(9, 20), span(10, 16), None], holiday: span(10, 12) };
        let calendar = WorkCalendar::default();
        let on = |day: &str| hours.on(calendar.day(day.parse().unwrap()));
        assert_eq!(on("2026-03-10"), span(9, 20));
        assert_eq!(on("2026-03-11"), None, "Wednesdays it is shut");
        assert_eq!(on("2026-03-14"), span(10, 16), "an ordinary Saturday");
        assert_eq!(on("2026-02-14"), span(8, 20), "a Saturday that is worked for the Spring Festival");
        assert_eq!(on("2026-10-01"), span(10, 12), "National Day");
    }

    proptest! {
        #[test]
        fn two_bookings_share_a_quarter_exactly_if_they_overlap(a in 0i64..40, la in 1i64..20, b in 0i64..40, lb in 1i64..20) {
            let at = |quarter: i64| DateTime::from_timestamp(quarter * QUARTER, 0).unwrap();
            let (one, other) = (quarters(at(a), at(a + la)), quarters(at(b), at(b + lb)));
            prop_assert_eq!(one.iter().any(|quarter| other.contains(quarter)), a < b + lb && b < a + la);
            prop_assert_eq!(one.len() as i64, la);
        }
    }
}
