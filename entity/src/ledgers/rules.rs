//! When somebody is reminded. Pure: no database, no clock.

use chrono::{Days, NaiveDate};

/// So many days pass between two reminders of the same thing.
const AGAIN_AFTER: i64 = 7;
/// How a day stands to a date that something is due by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Far away.
    Ahead,
    /// Within the notice.
    Near,
    /// Past.
    Over,
}

/// How `today` stands to `due`, the last day on which all is well.
pub fn standing(due: NaiveDate, today: NaiveDate, notice_days: i64) -> Standing {
    match (due - today).num_days() {
        ..0 => Standing::Over,
        left if left <= notice_days => Standing::Near,
        _ => Standing::Ahead,
    }
}

/// Whether somebody is reminded today of what is due by `due`, having been told last on `told`: when the notice begins, every week from then, on the
/// last day and on the day after; until it is put off or done, and never twice on a day.
pub fn is_reminded(due: NaiveDate, today: NaiveDate, notice_days: i64, told: Option<NaiveDate>) -> bool {
    if standing(due, today, notice_days) == Standing::Ahead {
        return false;
    }
    let begins = due.checked_sub_days(Days::new(notice_days.unsigned_abs())).unwrap_or(due);
    // A reminder of an earlier due date says nothing about this one.
    let Some(told) = told.filter(|told| *told >= begins) else { return true };
    let passed = |day: NaiveDate| told < day && day <= today;
    (today - told).num_days() >= AGAIN_AFTER || passed(due) || passed(due + Days::new(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The days of reminders when the job runs on these days.
    fn reminders(due: &str, notice: i64, days: impl Iterator<Item = NaiveDate>) -> Vec<String> {
        let mut told = None;
        let mut on = Vec::new();
        for today in days {
            if is_reminded(day(due), today, notice, told) {
                told = Some(today);
                on.push(today.to_string());
            }
            assert!(!is_reminded(day(due), today, notice, told) || told != Some(today), "twice on {today}");
        }
        on
    }

    #[test]
    fn a_week_apart_on_the_last_day_and_the_day_after() {
        let days = day("2026-03-01").iter_days().take(35);
        let expected = ["2026-03-10", "2026-03-17", "2026-03-20", "2026-03-21", "2026-03-28", "2026-04-04"];
        assert_eq!(reminders("2026-03-20", 10, days), expected);
    }

    #[test]
    fn after_an_outage_what_was_missed_is_made_up_for_once() {
        let days = ["2026-03-12", "2026-03-26", "2026-03-27"].map(day).into_iter();
        assert_eq!(reminders("2026-03-20", 10, days), ["2026-03-12", "2026-03-26"]);
    }

    #[test]
    fn a_renewal_begins_anew() {
        let told = Some(day("2026-03-20"));
        assert!(!is_reminded(day("2026-09-20"), day("2026-03-21"), 10, told));
        assert!(is_reminded(day("2026-09-20"), day("2026-09-10"), 10, told));
    }

    #[test]
    fn a_day_is_ahead_near_or_over() {
        let stands = |today: &str| standing(day("2026-03-20"), day(today), 10);
        assert_eq!(
            ["2026-03-09", "2026-03-10", "2026-03-20", "2026-03-21"].map(stands),
            [Standing::Ahead, Standing::Near, Standing::Near, Standing::Over]
        );
    }
}
