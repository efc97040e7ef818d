//! What is odd about somebody's day: nobody is in two places at once, or at work around the clock.

use chrono::{DateTime, Duration, Utc};

/// More of a day than this is odd.
const LONGEST_DAY: Duration = Duration::hours(12);

/// What is odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Oddity {
    /// At two occasions at the same time.
    Overlap,
    /// More hours than a day has for this.
    LongDay,
    /// Longer than the occasion lasted.
    TooLong,
}

impl Oddity {
    /// The word that is kept and travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overlap => "overlap",
            Self::LongDay => "long_day",
            Self::TooLong => "too_long",
        }
    }
}

/// Some time that somebody spent on something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// From
    pub from: DateTime<Utc>,
    /// until.
    pub until: DateTime<Utc>,
}

/// What is odd about `this`, which counts for `minutes`, beside the rest of the day.
pub fn oddities(this: Spent, minutes: i64, others: &[Spent]) -> Vec<Oddity> {
    let overlaps = |other: &Spent| other.from < this.until && this.from < other.until;
    let whole = others.iter().map(|other| other.until - other.from).fold(this.until - this.from, |sum, one| sum + one);
    let found = [
        others.iter().any(overlaps).then_some(Oddity::Overlap),
        (whole > LONGEST_DAY).then_some(Oddity::LongDay),
        (Duration::minutes(minutes) > this.until - this.from + Duration::minutes(1)).then_some(Oddity::TooLong),
    ];
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn spent(from: i64, until: i64) -> Spent {
        let at = |hour: i64| DateTime::<Utc>::UNIX_EPOCH + Duration::hours(hour);
        Spent { from: at(from), until: at(until) }
    }

    #[rstest]
    #[case::one_after_the_other(spent(9, 11), 120, &[(11, 12)], &[])]
    #[case::at_once(spent(9, 11), 120, &[(10, 12)], &[Oddity::Overlap])]
    #[case::around_the_clock(spent(0, 7), 420, &[(7, 14)], &[Oddity::LongDay])]
    #[case::more_than_there_was(spent(9, 10), 120, &[], &[Oddity::TooLong])]
    fn odd_days_are_seen(#[case] this: Spent, #[case] minutes: i64, #[case] others: &[(i64, i64)], #[case] expected: &[Oddity]) {
        let others: Vec<Spent> = others.iter().map(|(from, until)| spent(*from, *until)).collect();
        assert_eq!(oddities(this, minutes, &others), expected);
    }
}
