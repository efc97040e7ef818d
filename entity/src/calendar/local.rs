//! Local days: a day begins at midnight where the community is, not in London.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// The zone that `name` stands for; the one all of China keeps if it is unknown.
pub fn zone(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::Asia__Shanghai)
}

/// The day that it is at `instant` in `zone`.
pub fn day_of(zone: Tz, instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&zone).date_naive()
}

/// The instant of a local time. One that the clocks skip is taken when they resume, one that they repeat the first time.
pub fn instant(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    // No zone skips more than a day.
    (0..=24 * 4)
        .find_map(|quarters| zone.from_local_datetime(&(local + chrono::Duration::minutes(15 * quarters))).earliest())
        .map_or_else(|| local.and_utc(), |found| found.to_utc())
}

/// The instant of a time on a local day.
pub fn at(zone: Tz, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    instant(zone, day.and_time(time))
}

/// The instant at which a local day begins.
pub fn midnight(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    at(zone, day, NaiveTime::MIN)
}

/// The first day of the week (Monday) that `day` is in.
pub fn week_start(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// The first day of the month that `day` is in.
pub fn month_start(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.day0()))
}

/// The first day of the quarter that `day` is in.
pub fn quarter_start(day: NaiveDate) -> NaiveDate {
    month_start(day) - Months::new(day.month0() % 3)
}

/// The first day of the year that `day` is in.
pub fn year_start(day: NaiveDate) -> NaiveDate {
    month_start(day) - Months::new(day.month0())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_day_begins_at_local_midnight() {
        let before: DateTime<Utc> = "2026-11-22T15:59:59Z".parse().unwrap();
        let shanghai = zone("Asia/Shanghai");
        assert_eq!(day_of(shanghai, before).to_string(), "2026-11-22");
        assert_eq!(day_of(shanghai, before + chrono::Duration::seconds(1)).to_string(), "2026-11-23");
        assert_eq!(midnight(shanghai, "2026-11-23".parse().unwrap()).to_rfc3339(), "2026-11-22T16:00:00+00:00");
    }

    #[test]
    fn a_skipped_time_is_taken_when_the_clocks_resume() {
        let berlin = zone("Europe/Berlin");
        let skipped = "2026-03-29T02:30:00".parse().unwrap();
        assert_eq!(instant(berlin, skipped).to_rfc3339(), "2026-03-29T01:00:00+00:00");
    }

    #[rstest]
    #[case("2026-11-22", "2026-11-16", "2026-11-01", "2026-10-01")]
    #[case("2026-01-01", "2025-12-29", "2026-01-01", "2026-01-01")]
    #[case("2028-02-29", "2028-02-28", "2028-02-01", "2028-01-01")]
    fn periods_begin_where_people_say(#[case] day: &str, #[case] week: &str, #[case] month: &str, #[case] quarter: &str) {
        let day: NaiveDate = day.parse().unwrap();
        let starts = [week_start(day), month_start(day), quarter_start(day)].map(|day| day.to_string());
        assert_eq!(starts, [week, month, quarter].map(str::to_owned));
    }
}
