//! When something is to happen, as people write it: `08:00`, `08:00 workdays`, `Mon 07:30`, `Mon 07:30 workdays`,
//! or five cron fields. Read in the community's zone.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
use croner::{
    Cron,
    parser::{CronParser, Seconds, Year},
};

use super::{WorkCalendar, local};
use crate::kernel::Failure;

/// Nothing of a community happens more often: a slip of the pen must not mail every minute.
pub const SHORTEST_INTERVAL: Duration = Duration::minutes(15);
/// How many firings of a cron line are looked at to find the shortest interval: more than two days of the shortest one.
const SAMPLE: usize = 200;
/// How many days ahead a firing is looked for.
const HORIZON: usize = 800;

/// When something happens, again and again.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// Each day at a time.
    Daily {
        /// The local time.
        at: NaiveTime,
        /// Only on workdays, make-up workdays included.
        workdays: bool,
    },
    /// Each week on a day at a time.
    Weekly {
        /// The day.
        on: Weekday,
        /// The local time.
        at: NaiveTime,
        /// On the first workday from there on, where the day is off.
        workdays: bool,
    },
    /// By five cron fields.
    Cron(Box<Cron>),
}

impl Rule {
    /// The first firing after `instant`.
    pub fn next_after(&self, zone: Tz, instant: DateTime<Utc>, calendar: &WorkCalendar) -> Option<DateTime<Utc>> {
        let on_days = |at: NaiveTime, wanted: &dyn Fn(NaiveDate) -> bool| {
            // The day before too: a time that the clocks skip may end up on the following day.
            let first = local::day_of(zone, instant) - Days::new(1);
            first.iter_days().take(HORIZON).filter(|day| wanted(*day)).map(|day| local::at(zone, day, at)).find(|next| *next > instant)
        };
        match self {
            Self::Daily { at, workdays } => on_days(*at, &|day| !workdays || calendar.is_workday(day)),
            Self::Weekly { on, at, workdays: false } => on_days(*at, &|day| day.weekday() == *on),
            Self::Weekly { on, at, workdays: true } => on_days(*at, &|day| falls_on(*on, day, calendar)),
            Self::Cron(cron) => cron.find_next_occurrence(&instant.with_timezone(&zone), false).ok().map(|next| next.to_utc()),
        }
    }
}

/// Whether the week's `on` is kept on `day`: it is worked, and nothing since that weekday was.
fn falls_on(on: Weekday, day: NaiveDate, calendar: &WorkCalendar) -> bool {
    let meant = day - Days::new(u64::from(day.weekday().days_since(on)));
    calendar.is_workday(day) && calendar.previous_workday(day) < meant
}

/// `next_after` of a rule that is still text, as rows keep it.
pub fn next_after(rule: &str, zone: Tz, instant: DateTime<Utc>, calendar: &WorkCalendar) -> Result<Option<DateTime<Utc>>, Failure> {
    Ok(rule.parse::<Rule>()?.next_after(zone, instant, calendar))
}

impl FromStr for Rule {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            [at] => Ok(Self::Daily { at: time(at)?, workdays: false }),
            [at, "workdays"] => Ok(Self::Daily { at: time(at)?, workdays: true }),
            [on, at] => Ok(Self::Weekly { on: weekday(on)?, at: time(at)?, workdays: false }),
            [on, at, "workdays"] => Ok(Self::Weekly { on: weekday(on)?, at: time(at)?, workdays: true }),
            [_, _, _, _, _] => cron(text),
            _ => Err(unreadable()),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Daily { at, workdays: false } => write!(f, "{}", at.format("%H:%M")),
            Self::Daily { at, workdays: true } => write!(f, "{} workdays", at.format("%H:%M")),
            Self::Weekly { on, at, workdays: false } => write!(f, "{on} {}", at.format("%H:%M")),
            Self::Weekly { on, at, workdays: true } => write!(f, "{on} {} workdays", at.format("%H:%M")),
            Self::Cron(cron) => f.write_str(cron.pattern.as_str()),
        }
    }
}

fn unreadable() -> Failure {
    Failure::invalid_field("rule", "calendar.rule_unreadable")
}

fn weekday(text: &str) -> Result<Weekday, Failure> {
    text.parse().map_err(|_| unreadable())
}

fn time(text: &str) -> Result<NaiveTime, Failure> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| unreadable())
}

fn cron(text: &str) -> Result<Rule, Failure> {
    let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
    let cron = parser.parse(text).map_err(|_| unreadable())?;
    let sample: Vec<DateTime<Utc>> = cron.iter_from(DateTime::<Utc>::UNIX_EPOCH, croner::Direction::Forward).take(SAMPLE).collect();
    match sample.windows(2).map(|pair| pair[1] - pair[0]).min() {
        None => Err(Failure::invalid_field("rule", "calendar.rule_never")),
        Some(shortest) if shortest < SHORTEST_INTERVAL => Err(Failure::invalid_field("rule", "calendar.rule_too_often")),
        Some(_) => Ok(Rule::Cron(Box::new(cron))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    const SHANGHAI: Tz = Tz::Asia__Shanghai;

    fn next(rule: &str, zone: Tz, from: &str) -> String {
        let from = local::instant(zone, from.parse().unwrap());
        let next = next_after(rule, zone, from, &WorkCalendar::default()).unwrap().unwrap();
        next.with_timezone(&zone).naive_local().format("%Y-%m-%dT%H:%M").to_string()
    }

    #[rstest]
    #[case("08:00", "2026-11-22T07:59:59", "2026-11-22T08:00")]
    #[case("08:00", "2026-11-22T08:00:00", "2026-11-23T08:00")]
    #[case("08:00 workdays", "2026-11-20T09:00:00", "2026-11-23T08:00")] // over a weekend
    #[case("08:00 workdays", "2026-02-13T09:00:00", "2026-02-14T08:00")] // a make-up Saturday
    #[case("08:00 workdays", "2026-09-30T09:00:00", "2026-10-08T08:00")] // over National Day
    #[case("Mon 07:30", "2026-11-22T07:30:00", "2026-11-23T07:30")]
    #[case("Mon 07:30", "2026-11-23T07:30:00", "2026-11-30T07:30")]
    #[case("Mon 07:30 workdays", "2026-11-22T07:30:00", "2026-11-23T07:30")]
    #[case("Mon 07:30 workdays", "2026-09-28T07:30:00", "2026-10-08T07:30")] // the 5th is off: once, when work begins again
    #[case("Mon 07:30 workdays", "2026-10-08T07:30:00", "2026-10-12T07:30")]
    #[case("Thu 07:30 workdays", "2026-09-24T07:30:00", "2026-10-08T07:30")]
    #[case("Mon 07:30 workdays", "2026-02-09T07:30:00", "2026-02-24T07:30")] // two Mondays are off: one firing makes up for both
    #[case("Sun 07:30 workdays", "2026-11-21T07:30:00", "2026-11-23T07:30")]
    #[case("Sat 07:30 workdays", "2026-02-09T07:30:00", "2026-02-14T07:30")] // a make-up Saturday
    #[case("0 9 1 * *", "2026-11-22T00:00:00", "2026-12-01T09:00")]
    #[case("0 9 L * *", "2026-11-22T00:00:00", "2026-11-30T09:00")]
    #[case("*/15 8-18 * * 1-5", "2026-11-20T18:45:00", "2026-11-23T08:00")]
    fn fires_when_people_expect_it(#[case] rule: &str, #[case] from: &str, #[case] then: &str) {
        assert_eq!(next(rule, SHANGHAI, from), then);
    }

    #[test]
    fn keeps_local_time_when_clocks_change() {
        assert_eq!(next("08:00", Tz::Europe__Berlin, "2026-10-24T08:00:00"), "2026-10-25T08:00");
        assert_eq!(next("02:30", Tz::Europe__Berlin, "2026-03-28T12:00:00"), "2026-03-29T03:00");
    }

    #[rstest]
    #[case("", "calendar.rule_unreadable")]
    #[case("24:00", "calendar.rule_unreadable")]
    #[case("08:00 sometimes", "calendar.rule_unreadable")]
    #[case("Mon 08:00 sometimes", "calendar.rule_unreadable")]
    #[case("* * * * *", "calendar.rule_too_often")]
    #[case("0,59 0,23 * * *", "calendar.rule_too_often")]
    #[case("0 0 31 2 *", "calendar.rule_never")]
    #[case("0 0 8 * * *", "calendar.rule_unreadable")]
    fn refuses_what_cannot_be_meant(#[case] rule: &str, #[case] code: &str) {
        let failure = rule.parse::<Rule>().unwrap_err();
        assert_eq!(failure.fields()[0].code, code);
    }

    #[rstest]
    #[case("8:05", "08:05")]
    #[case(" 08:00   workdays ", "08:00 workdays")]
    #[case("monday 07:30", "Mon 07:30")]
    #[case("monday 7:30  workdays", "Mon 07:30 workdays")]
    #[case("0 9 1 * *", "0 9 1 * *")]
    fn is_written_in_one_way(#[case] rule: &str, #[case] written: &str) {
        assert_eq!(rule.parse::<Rule>().unwrap().to_string(), written);
    }

    proptest! {
        #[test]
        fn the_next_firing_is_later_and_none_lies_between(minutes in 0i64..1_000_000, hour in 0u32..24, workdays: bool) {
            let at = NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
            let rule = Rule::Daily { at, workdays };
            let calendar = WorkCalendar::default();
            let from = "2025-01-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap() + Duration::minutes(minutes);
            let next = rule.next_after(SHANGHAI, from, &calendar).unwrap();
            prop_assert!(next > from);
            prop_assert_eq!(rule.next_after(SHANGHAI, next - Duration::seconds(1), &calendar), Some(next));
        }
    }
}
