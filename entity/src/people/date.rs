//! Dates as ledgers hold them: text of many kinds, and the serial numbers of spreadsheets.

use chrono::{Datelike, Days, NaiveDate};

use super::text;
use crate::calendar::lunar::LunarDate;

/// A date, and whether it is said to be one of the lunar calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Date {
    /// A day of the solar calendar.
    Solar(NaiveDate),
    /// 农历.
    Lunar {
        /// The year, as people count it.
        year: i32,
        /// The day in it.
        day: LunarDate,
    },
}

/// Serial numbers that may stand for a birth date begin in 1908.
const SERIALS: u32 = 3_000;

/// Reads 1949年3月8日, 1949.3.8, 1949-03-08, 19490308, 一九四九年三月八日, an ISO instant or a serial number.
pub fn parse(text: &str) -> Option<Date> {
    let text = numerals(&text::squeezed(without_time(text)));
    let lunar = ["农历", "阴历", "(农)", "(阴)"].iter().any(|word| text.contains(word));
    let leap = text.contains('闰');
    let parts: Vec<u32> =
        text.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty()).filter_map(|part| part.parse().ok()).collect();
    let (year, month, day) = match parts[..] {
        [year, month, day, ..] if (1800..2200).contains(&year) => (year, month, day),
        [whole] if (18_000_101..=22_001_231).contains(&whole) => (whole / 10_000, whole / 100 % 100, whole % 100),
        // A smaller number is a year or an age.
        [serial] if serial >= SERIALS && !lunar && text.bytes().all(|sign| sign.is_ascii_digit()) => {
            return from_serial(serial.into()).map(Date::Solar);
        }
        _ => return None,
    };
    let year = i32::try_from(year).ok()?;
    if lunar {
        let day = LunarDate::new(month.try_into().ok()?, day.try_into().ok()?, leap)?;
        return Some(Date::Lunar { year, day });
    }
    NaiveDate::from_ymd_opt(year, month, day).map(Date::Solar)
}

/// The part of `1955-3-1 0:00` before the time of day, which would run into the day once spaces are gone.
fn without_time(text: &str) -> &str {
    match text.find([':', '：']) {
        Some(colon) => text[..colon].trim_end().trim_end_matches(|sign: char| sign.is_ascii_digit()),
        None => text,
    }
}

/// The day of a spreadsheet's serial number. The first spreadsheet took 1900 for a leap year, and all others follow: day 60 is 29 February
/// 1900, which never was. Numbers too small for a birth date of somebody alive, such as an age, are none.
pub fn from_serial(serial: f64) -> Option<NaiveDate> {
    if !(1.0..=80_000.0).contains(&serial) {
        return None;
    }
    let days = serial.trunc() as u64;
    let first = NaiveDate::from_ymd_opt(1899, 12, if days < 60 { 31 } else { 30 })?;
    (days != 60).then(|| first.checked_add_days(Days::new(days)))?.filter(|day| day.year() >= 1900)
}

/// Chinese numerals of a written date as digits; other text stays.
fn numerals(text: &str) -> String {
    const DIGITS: &str = "〇一二三四五六七八九";
    let value = |sign: char| if matches!(sign, '零' | '○' | 'O') { Some(0) } else { DIGITS.chars().position(|digit| digit == sign) };
    let text = ["正月", "冬月", "腊月", "初"]
        .iter()
        .zip(["1月", "11月", "12月", ""])
        .fold(text.to_owned(), |text, (word, digits)| text.replace(word, digits));
    let signs: Vec<char> = text.replace("廿", "二十").replace("卅", "三十").chars().collect();
    let mut out = String::new();
    for (at, sign) in signs.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| value(signs[at]));
        let after = signs.get(at + 1).and_then(|next| value(*next));
        match (*sign, value(*sign)) {
            ('十', _) => out.push_str(match (before.is_some(), after.is_some()) {
                (true, true) => "",
                (true, false) => "0",
                (false, true) => "1",
                (false, false) => "10",
            }),
            (_, Some(digit)) => out.push_str(&digit.to_string()),
            (other, None) => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("1949年3月8日")]
    #[case("1949年03月08日")]
    #[case("１９４９年３月８日")]
    #[case("1949.3.8")]
    #[case("1949-3-8")]
    #[case("1949/03/08")]
    #[case("19490308")]
    #[case("1949 03 08")]
    #[case("1949-03-08 00:00:00")]
    #[case("1949-03-08T00:00:00")]
    #[case("一九四九年三月八日")]
    #[case("1949/3/8 0:00:00")]
    #[case("1949年3月8日 12：30")]
    #[case("17965")]
    fn ledgers_write_it_in_many_ways(#[case] text: &str) {
        let text = if text.contains(' ') && !text.contains(':') { text.replace(' ', "-") } else { text.replace(" 00", "T00") };
        assert_eq!(parse(&text), NaiveDate::from_ymd_opt(1949, 3, 8).map(Date::Solar));
    }

    #[rstest]
    #[case("农历1949年3月8日", 3, 8, false)]
    #[case("1949年三月初八（农历）", 3, 8, false)]
    #[case("农历1949年腊月廿三", 12, 23, false)]
    #[case("阴历1949年闰七月十五", 7, 15, true)]
    fn the_lunar_calendar_is_noted(#[case] text: &str, #[case] month: u8, #[case] day: u8, #[case] leap: bool) {
        assert_eq!(parse(text), Some(Date::Lunar { year: 1949, day: LunarDate { month, day, leap } }));
    }

    #[rstest]
    #[case("")]
    #[case("1949年13月8日")]
    #[case("1949-02-29")]
    #[case("八十岁")]
    #[case("60")]
    #[case("1955")]
    #[case("1949-3")]
    #[case("86")]
    fn what_is_no_date_is_none(#[case] text: &str) {
        assert_eq!(parse(text), None);
    }

    #[test]
    fn serials_follow_the_spreadsheets_with_their_slip() {
        let day = |serial: f64| from_serial(serial).map(|day| day.to_string());
        assert_eq!(day(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(day(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(day(60.0), None);
        assert_eq!(day(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(day(46090.75).as_deref(), Some("2026-03-09"));
        assert_eq!(day(f64::NAN), None);
    }

    proptest! {
        #[test]
        fn every_way_to_write_a_day_reads_back(days in SERIALS..46_000) {
            let date = from_serial(days.into()).unwrap();
            for form in ["%Y年%-m月%-d日", "%Y.%-m.%-d", "%Y%m%d", "%Y-%m-%d"] {
                prop_assert_eq!(parse(&date.format(form).to_string()), Some(Date::Solar(date)));
            }
        }

        #[test]
        fn no_text_breaks_it(text in "[0-9年月日农历闰十初廿一二三.-]{0,14}", other in ".{0,20}") {
            let _ = parse(&text);
            let _ = parse(&other);
        }
    }
}
