//! By when somebody takes on what is given to them: minutes in which the office is open.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;

use super::rota::Rule;
use crate::calendar::{WorkCalendar, local};

/// How many days ahead an open office is looked for.
const HORIZON: usize = 60;

/// The instant at which `rule`'s minutes are over that begin at `from`; none if nobody is waited for.
pub fn answer_by(rule: &Rule, zone: Tz, calendar: &WorkCalendar, from: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let mut left = Duration::minutes(i64::from(rule.answer_minutes?));
    for day in local::day_of(zone, from).iter_days().take(HORIZON).filter(|day| calendar.is_workday(*day)) {
        let (opens, closes) = (local::at(zone, day, rule.opens).max(from), local::at(zone, day, rule.closes));
        if opens >= closes {
            continue;
        }
        if opens + left <= closes {
            return Some(opens + left);
        }
        left -= closes - opens;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::rota::Turn;
    use super::*;

    /// 30 minutes from 9:00 to 17:00, in China.
    #[rstest::rstest]
    #[case::within_hours("2026-03-09T02:00:00Z", "2026-03-09T02:30:00Z")]
    #[case::before_opening("2026-03-08T23:00:00Z", "2026-03-09T01:30:00Z")]
    #[case::the_rest_of_them_the_next_day("2026-03-09T08:50:00Z", "2026-03-10T01:20:00Z")]
    #[case::after_closing("2026-03-09T12:00:00Z", "2026-03-10T01:30:00Z")]
    #[case::over_a_weekend("2026-03-13T09:00:00Z", "2026-03-16T01:30:00Z")]
    #[case::over_national_day("2026-09-30T09:00:00Z", "2026-10-08T01:30:00Z")]
    #[case::on_a_make_up_workday("2026-10-10T02:00:00Z", "2026-10-10T02:30:00Z")]
    fn minutes_count_while_the_office_is_open(#[case] from: &str, #[case] expected: &str) {
        let time = |hour| chrono::NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
        let rule = Rule {
            members: Vec::new(),
            desk: 1,
            out: 0,
            turn: Turn::Day,
            anchor: chrono::NaiveDate::default(),
            rest: Vec::new(),
            answer_minutes: Some(30),
            opens: time(9),
            closes: time(17),
        };
        let by = answer_by(&rule, chrono_tz::Asia::Shanghai, &WorkCalendar::default(), from.parse().expect("an instant"));
        assert_eq!(by, Some(expected.parse().expect("an instant")));
    }
}
