//! The State Council's arrangement of each year's holidays, as data: `entity/data/holidays`.

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::NaiveDate;
use serde::Deserialize;

/// The published years. A new year is one more file here.
const FILES: [&str; 2] = [include_str!("../../data/holidays/2025.json"), include_str!("../../data/holidays/2026.json")];

static YEARS: LazyLock<BTreeMap<i32, Year>> = LazyLock::new(|| {
    // The files are part of the program: a test reads each of them.
    FILES.iter().filter_map(|text| serde_json::from_str::<Year>(text).ok()).map(|year| (year.year, year)).collect()
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: i32,
    source: String,
    holidays: Vec<Holiday>,
}

/// One holiday of one year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// Which one, such as `spring_festival`; `calendar-spring-festival` is its message.
    pub name: String,
    /// The first day off.
    pub from: NaiveDate,
    /// The last day off.
    pub to: NaiveDate,
    /// The days at weekends that are worked for it (调休).
    pub worked: Vec<NaiveDate>,
}

/// Why a day is not what its weekday says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Special<'a> {
    /// A day off, for the named holiday.
    Off(&'a str),
    /// A make-up workday, for the named holiday.
    MakeUp(&'a str),
}

/// Whether the arrangement of `year` is known; if not, weekends are all that is known.
pub fn published(year: i32) -> bool {
    YEARS.contains_key(&year)
}

/// Where the arrangement of `year` was published.
pub fn source(year: i32) -> Option<&'static str> {
    YEARS.get(&year).map(|year| year.source.as_str())
}

/// What the arrangement says of `day`.
pub fn special(day: NaiveDate) -> Option<Special<'static>> {
    use chrono::Datelike;
    let year = YEARS.get(&day.year())?;
    year.holidays.iter().find_map(|holiday| {
        if (holiday.from..=holiday.to).contains(&day) {
            Some(Special::Off(&holiday.name))
        } else if holiday.worked.contains(&day) {
            Some(Special::MakeUp(&holiday.name))
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};

    use super::*;

    #[test]
    fn each_file_can_be_read_and_keeps_to_its_year() {
        assert_eq!(YEARS.len(), FILES.len());
        for (number, year) in YEARS.iter() {
            for holiday in &year.holidays {
                assert!(holiday.from <= holiday.to, "{}", holiday.name);
                assert!(holiday.worked.iter().chain([&holiday.from, &holiday.to]).all(|day| day.year() == *number), "{}", holiday.name);
                // A make-up workday that is no weekend would mean nothing.
                assert!(holiday.worked.iter().all(|day| matches!(day.weekday(), Weekday::Sat | Weekday::Sun)), "{}", holiday.name);
            }
        }
    }

    #[test]
    fn each_holiday_has_its_name_in_both_languages() {
        for holiday in YEARS.values().flat_map(|year| &year.holidays) {
            for language in crate::kernel::Language::ALL {
                assert!(language.find(&format!("calendar.{}", holiday.name), &[]).is_some(), "{} {language}", holiday.name);
            }
        }
    }
}
