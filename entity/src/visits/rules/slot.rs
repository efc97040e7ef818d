//! Which visits a duty asks for: one slot for each period, known by its text for ever.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use super::cadence::{Duty, Every};
use crate::calendar::{WorkCalendar, local};

/// How many days ahead slots are made.
pub const AHEAD: u64 = 14;

/// A visit that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Rule and period: the same slot has the same text, so it cannot be made twice.
    pub text: String,
    /// When its window opens: at local midnight.
    pub opens_at: DateTime<Utc>,
    /// When its window closes: at local midnight.
    pub due_at: DateTime<Utc>,
    /// The day on which it comes onto the visitor's list; it may be done anywhere in its window.
    pub planned_on: NaiveDate,
}

/// The first day of the period that `day` is in, and the first day of the next one.
pub fn period(every: Every, day: NaiveDate) -> (NaiveDate, NaiveDate) {
    match every {
        Every::Day => (day, day + Days::new(1)),
        Every::Week => (local::week_start(day), local::week_start(day) + Days::new(7)),
        Every::Month => (local::month_start(day), local::month_start(day) + Months::new(1)),
        Every::Quarter => (local::quarter_start(day), local::quarter_start(day) + Months::new(3)),
    }
}

/// The slots of `duty` for `person` whose windows are open on `today` or open within [`AHEAD`] days.
pub fn ahead(duty: Duty, person: Uuid, today: NaiveDate, zone: Tz, calendar: &WorkCalendar) -> Vec<Slot> {
    let last = today + Days::new(AHEAD);
    let mut slots = Vec::new();
    let mut day = today;
    while day <= last {
        let (from, until) = period(duty.every, day);
        slots.push(Slot {
            text: format!("{}@{from}", duty.rule()),
            opens_at: local::midnight(zone, from),
            due_at: local::midnight(zone, until),
            planned_on: planned_on(person, from, until, today, calendar),
        });
        day = until;
    }
    slots
}

/// The day on which a visit comes onto the list: a workday of its period, spread over people
/// so that a month's visits do not all fall on its first day. Never in the past.
fn planned_on(person: Uuid, from: NaiveDate, until: NaiveDate, today: NaiveDate, calendar: &WorkCalendar) -> NaiveDate {
    if until - from <= chrono::Duration::days(1) {
        return from;
    }
    // The last day of the period stays free, for those who were not met.
    let days = calendar.workdays(from, until);
    let spread = days.get(..days.len().saturating_sub(1)).filter(|days| !days.is_empty()).unwrap_or(&days);
    let turn = (person.as_u128() % 1_000_003) as usize;
    let day = if spread.is_empty() { from } else { spread[turn % spread.len()] };
    let late = calendar.workday_from(today);
    if day >= today { day } else { late.min(until - Days::new(1)).max(from) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use rstest::rstest;

    use super::{super::cadence::Kind, *};

    const SHANGHAI: Tz = Tz::Asia__Shanghai;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn made(every: Every, person: u128, today: &str) -> Vec<Slot> {
        ahead(Duty { kind: Kind::Home, every }, Uuid::from_u128(person), day(today), SHANGHAI, &WorkCalendar::default())
    }

    #[rstest]
    #[case(Every::Week, "week.home@2026-11-16", "2026-11-15T16:00:00Z", "2026-11-22T16:00:00Z")]
    #[case(Every::Month, "month.home@2026-11-01", "2026-10-31T16:00:00Z", "2026-11-30T16:00:00Z")]
    #[case(Every::Quarter, "quarter.home@2026-10-01", "2026-09-30T16:00:00Z", "2026-12-31T16:00:00Z")]
    #[case(Every::Day, "day.home@2026-11-22", "2026-11-21T16:00:00Z", "2026-11-22T16:00:00Z")]
    fn windows_run_from_local_midnight_to_local_midnight(
        #[case] every: Every,
        #[case] text: &str,
        #[case] opens: DateTime<Utc>,
        #[case] due: DateTime<Utc>,
    ) {
        let slot = &made(every, 7, "2026-11-22")[0];
        assert_eq!((slot.text.as_str(), slot.opens_at, slot.due_at), (text, opens, due));
    }

    #[test]
    fn two_weeks_are_made_ahead() {
        assert_eq!(made(Every::Day, 7, "2026-11-22").len(), 15);
        assert_eq!(made(Every::Week, 7, "2026-11-22").len(), 3);
        assert_eq!(made(Every::Month, 7, "2026-11-22").len(), 2);
    }

    #[test]
    fn a_make_up_saturday_is_a_day_for_visits_and_a_holiday_is_not() {
        let days: BTreeSet<NaiveDate> = (0..200).map(|person| made(Every::Week, person, "2026-02-09")[0].planned_on).collect();
        // Monday to Friday: the worked Saturday is the last day of the week, which stays free.
        assert_eq!(days.last(), Some(&day("2026-02-13")));
        let days: BTreeSet<NaiveDate> = (0..200).map(|person| made(Every::Month, person, "2026-02-01")[0].planned_on).collect();
        assert!(days.contains(&day("2026-02-14")), "a make-up Saturday");
        assert!(days.iter().all(|day| WorkCalendar::default().is_workday(*day)));
    }

    proptest! {
        #[test]
        fn a_day_for_it_lies_in_its_window_and_not_in_the_past(person: u128, offset in 0u64..700, which in 0usize..4) {
            let today = day("2025-01-01") + Days::new(offset);
            for slot in ahead(Duty { kind: Kind::Home, every: Every::ALL[which] }, Uuid::from_u128(person), today, SHANGHAI, &WorkCalendar::default()) {
                prop_assert!(slot.planned_on >= today, "{slot:?}");
                let opens = local::midnight(SHANGHAI, slot.planned_on);
                prop_assert!(slot.opens_at <= opens && opens < slot.due_at, "{slot:?}");
            }
        }

        #[test]
        fn windows_follow_each_other_without_gap(person: u128, offset in 0u64..700, which in 0usize..4) {
            let today = day("2025-01-01") + Days::new(offset);
            let slots = ahead(Duty { kind: Kind::Home, every: Every::ALL[which] }, Uuid::from_u128(person), today, SHANGHAI, &WorkCalendar::default());
            prop_assert!(slots.windows(2).all(|pair| pair[0].due_at == pair[1].opens_at));
            let texts: BTreeSet<&str> = slots.iter().map(|slot| slot.text.as_str()).collect();
            prop_assert_eq!(texts.len(), slots.len());
        }
    }
}
