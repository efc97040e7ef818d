//! The lunar calendar (农历): birthdays by it, and the days on which elders are greeted.
//!
//! A year does not always have a leap month (闰月) or a 30th day, so two rules are stated:
//! a birthday in a leap month is celebrated in the regular month of the same number
//! when the year has no such leap month, and the 30th becomes the 29th in a short month.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use tyme4rs::tyme::{
    lunar::{LunarDay, LunarMonth, LunarYear},
    solar::SolarDay,
};

/// A day of the lunar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LunarDate {
    /// The month, 1 to 12.
    pub month: u8,
    /// The day, 1 to 30.
    pub day: u8,
    /// Whether the month is the leap one of its number.
    pub leap: bool,
}

/// 春节: the first day of the first month.
pub const SPRING_FESTIVAL: LunarDate = LunarDate { month: 1, day: 1, leap: false };
/// 重阳: the ninth day of the ninth month, the day of the elders.
pub const DOUBLE_NINTH: LunarDate = LunarDate { month: 9, day: 9, leap: false };

impl LunarDate {
    /// The day `month`, `day`, if there can be such a one.
    pub fn new(month: u8, day: u8, leap: bool) -> Option<Self> {
        ((1..=12).contains(&month) && (1..=30).contains(&day)).then_some(Self { month, day, leap })
    }

    /// What day it is by the lunar calendar.
    pub fn of(day: NaiveDate) -> Self {
        let lunar = SolarDay::from_ymd(day.year() as isize, day.month() as usize, day.day() as usize).get_lunar_day();
        let month = lunar.get_lunar_month();
        Self { month: month.get_month() as u8, day: lunar.get_day() as u8, leap: month.is_leap() }
    }

    /// The day on which it is celebrated in the lunar year that begins in the year `year`.
    pub fn in_lunar_year(self, year: i32) -> Option<NaiveDate> {
        let year = year as isize;
        let leap = self.leap && LunarYear::new(year).ok()?.get_leap_month() == usize::from(self.month);
        let number = isize::from(self.month) * if leap { -1 } else { 1 };
        let month = LunarMonth::new(year, number).ok()?;
        let day = usize::from(self.day).min(month.get_day_count());
        let solar = LunarDay::new(year, number, day).ok()?.get_solar_day();
        NaiveDate::from_ymd_opt(solar.get_year() as i32, solar.get_month() as u32, solar.get_day() as u32)
    }

    /// The first day at or after `from` on which it is celebrated.
    pub fn next_from(self, from: NaiveDate) -> Option<NaiveDate> {
        // The last lunar month reaches into the following year.
        (from.year() - 1..=from.year() + 1).filter_map(|year| self.in_lunar_year(year)).find(|day| *day >= from)
    }
}

/// The first day at or after `from` on which a birthday by the solar calendar is celebrated: 29 February becomes the 28th in a common year.
pub fn next_solar_birthday(born: NaiveDate, from: NaiveDate) -> Option<NaiveDate> {
    (from.year()..=from.year() + 1)
        .filter_map(|year| born.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28)))
        .find(|day| *day >= from)
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
    #[case(SPRING_FESTIVAL, 2026, "2026-02-17")]
    #[case(SPRING_FESTIVAL, 2025, "2025-01-29")]
    #[case(DOUBLE_NINTH, 2026, "2026-10-18")]
    #[case(DOUBLE_NINTH, 2025, "2025-10-29")]
    fn festivals_fall_on_their_days(#[case] date: LunarDate, #[case] year: i32, #[case] on: &str) {
        assert_eq!(date.in_lunar_year(year), Some(day(on)));
    }

    #[test]
    fn a_leap_month_birthday_moves_to_the_regular_month() {
        let born = LunarDate { month: 6, day: 10, leap: true };
        // 2025 has a leap sixth month, 2026 has none.
        assert_eq!(born.in_lunar_year(2025), Some(day("2025-08-03")));
        assert_eq!(born.in_lunar_year(2026), LunarDate { leap: false, ..born }.in_lunar_year(2026));
    }

    #[test]
    fn the_thirtieth_becomes_the_twenty_ninth_in_a_short_month() {
        for year in 2020..2035 {
            let thirtieth = LunarDate { month: 12, day: 30, leap: false }.in_lunar_year(year).unwrap();
            // New Year's Eve is the day before the Spring Festival, whether the month is long or short.
            assert_eq!(thirtieth.succ_opt(), SPRING_FESTIVAL.in_lunar_year(year + 1), "{year}");
        }
    }

    #[test]
    fn the_last_month_reaches_into_the_following_year() {
        let laba = LunarDate { month: 12, day: 8, leap: false };
        assert_eq!(laba.next_from(day("2026-01-01")), Some(day("2026-01-26")));
    }

    #[rstest]
    #[case("1948-02-29", "2026-01-01", "2026-02-28")]
    #[case("1948-02-29", "2028-02-01", "2028-02-29")]
    #[case("1940-05-06", "2026-05-07", "2027-05-06")]
    #[case("1940-05-06", "2026-05-06", "2026-05-06")]
    fn solar_birthdays(#[case] born: &str, #[case] from: &str, #[case] on: &str) {
        assert_eq!(next_solar_birthday(day(born), day(from)), Some(day(on)));
    }

    proptest! {
        #[test]
        fn every_birthday_comes_within_thirteen_months(month in 1u8..=12, of in 1u8..=30, leap: bool, offset in 0u64..20_000) {
            let from = day("2000-01-01") + chrono::Days::new(offset);
            let next = LunarDate { month, day: of, leap }.next_from(from).unwrap();
            prop_assert!(next >= from && next - from < chrono::Duration::days(420), "{next}");
        }

        #[test]
        fn a_day_is_its_own_birthday(offset in 0u64..20_000) {
            let on = day("2000-03-01") + chrono::Days::new(offset);
            prop_assert_eq!(LunarDate::of(on).next_from(on), Some(on));
        }
    }
}
