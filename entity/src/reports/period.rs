//! The days that a report is about.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{rules::Span, weekly::Week};
use crate::calendar::local;

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Period {
    /// A week, by its Monday (周报).
    Week {
        /// Its first day.
        monday: NaiveDate,
    },
    /// A month, by its first day (月报).
    Month {
        /// Its first day.
        first: NaiveDate,
    },
    /// Any other days.
    Days {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
}

impl Period {
    /// The week, the month or the days that `span` is.
    pub fn of(span: Span) -> Self {
        let Span { from, to } = span;
        if local::week_start(from) == from && from + Days::new(6) == to {
            return Self::Week { monday: from };
        }
        if from == local::month_start(from) && from + Months::new(1) == to + Days::new(1) {
            return Self::Month { first: from };
        }
        Self::Days { from, to }
    }

    /// Its days.
    pub fn span(self) -> Span {
        match self {
            Self::Week { monday } => Week { monday }.span(),
            Self::Month { first } => Span { from: first, to: first + Months::new(1) - Days::new(1) },
            Self::Days { from, to } => Span { from, to },
        }
    }

    /// With what it is compared: the week, the month, as many days before.
    pub fn before(self) -> Span {
        match self {
            Self::Month { first } => Span { from: first - Months::new(1), to: first - Days::new(1) },
            other => other.span().before(),
        }
    }

    /// The word that names its kind in message files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Week { .. } => "week",
            Self::Month { .. } => "month",
            Self::Days { .. } => "days",
        }
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Week { monday } => write!(f, "{}", Week { monday: *monday }),
            Self::Month { first } => write!(f, "{}-{:02}", first.year(), first.month()),
            Self::Days { from, to } => write!(f, "{from}_{to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-11-16", "2026-11-22", "2026-W47", "2026-11-09", "2026-11-15")]
    #[case("2026-03-01", "2026-03-31", "2026-03", "2026-02-01", "2026-02-28")]
    #[case("2026-02-01", "2026-02-28", "2026-02", "2026-01-01", "2026-01-31")]
    #[case("2026-11-10", "2026-11-12", "2026-11-10_2026-11-12", "2026-11-07", "2026-11-09")]
    fn days_are_called_what_they_are_and_have_some_before_them(
        #[case] from: NaiveDate,
        #[case] to: NaiveDate,
        #[case] name: &str,
        #[case] before_from: NaiveDate,
        #[case] before_to: NaiveDate,
    ) {
        let period = Period::of(Span { from, to });
        assert_eq!((period.to_string().as_str(), period.span()), (name, Span { from, to }));
        assert_eq!(period.before(), Span { from: before_from, to: before_to });
    }
}
