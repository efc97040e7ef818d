//! What travels.

use chrono::NaiveDate;
use mulin_entity::{
    calendar::{DayKind, query::Unusual, work::is_weekend},
    kernel::Language,
};
use poem_openapi::Object;

/// The unusual days of a year.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Whether the year's arrangement is known; if not, only weekends are.
    pub published: bool,
    /// Where it was published.
    pub source: Option<String>,
    /// The days.
    pub days: Vec<Day>,
}

/// A day that is not what its weekday says.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Day {
    day: NaiveDate,
    /// `holiday`, `makeup` (a worked day at a weekend) or `workday` (another one).
    kind: String,
    /// The holiday that it is off or worked for; the community's own word, where it has one.
    name: Option<String>,
    /// Whether the community decided it itself.
    own: bool,
}

/// What a day is to be.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct Exception {
    /// `workday` or `holiday`.
    pub kind: String,
    /// What it is called, such as the holiday that it is off or worked for.
    #[oai(validator(max_length = 30))]
    pub name: Option<String>,
}

impl Day {
    /// Tells `unusual` in the reader's language.
    pub fn new(Unusual { day, name }: Unusual, language: Language) -> Self {
        let kind = match day.kind {
            DayKind::Holiday => "holiday",
            DayKind::Workday if is_weekend(day.day) => "makeup",
            DayKind::Workday => "workday",
        };
        let published = || day.holiday.map(|name| language.text(&format!("calendar.{name}"), &[]));
        Self { day: day.day, kind: kind.to_owned(), name: name.or_else(published), own: day.own }
    }
}
