//! When volunteers are free.

use serde::{Deserialize, Serialize};

/// A part of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Time {
    /// Mornings of workdays.
    Morning,
    /// Afternoons of workdays.
    Afternoon,
    /// Evenings.
    Evening,
    /// Weekends and holidays.
    Weekend,
}

impl Time {
    /// The word that it travels as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
            Self::Weekend => "weekend",
        }
    }

    /// The time that travels as `word`.
    pub fn read(word: &str) -> Option<Self> {
        [Self::Morning, Self::Afternoon, Self::Evening, Self::Weekend].into_iter().find(|time| time.word() == word)
    }
}
