//! What happens to instants that were missed. Pure: no database, no clock.

use std::str::FromStr;

use chrono::{DateTime, Duration, Utc};

use crate::kernel::Failure;

/// An instant is missed when nobody noticed it for so long: a deploy or a short outage misses nothing.
pub const GRACE: Duration = Duration::minutes(10);
/// However long the outage was, no more firings than these are made up for.
pub const MOST_AT_ONCE: usize = 100;

/// The policy for missed instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfire {
    /// They are noted and left out.
    Skip,
    /// The last of them is made up for.
    Once,
    /// All are made up for, the newest [`MOST_AT_ONCE`] at most.
    All,
}

impl FromStr for Misfire {
    type Err = Failure;

    fn from_str(word: &str) -> Result<Self, Failure> {
        match word {
            "skip" => Ok(Self::Skip),
            "once" => Ok(Self::Once),
            "all" => Ok(Self::All),
            _ => Err(Failure::invalid_field("misfire", "schedules.misfire")),
        }
    }
}

/// Which of the instants that have come, in order, fire now. The last one fires in any case while it is fresh.
pub fn to_fire(come: &[DateTime<Utc>], now: DateTime<Utc>, misfire: Misfire) -> Vec<DateTime<Utc>> {
    let take = match misfire {
        Misfire::All => MOST_AT_ONCE,
        Misfire::Once => 1,
        Misfire::Skip => come.last().map_or(0, |last| usize::from(now - *last <= GRACE)),
    };
    come.get(come.len().saturating_sub(take)..).unwrap_or_default().to_vec()
}

/// The instants up to `now`, from `first` on, by a rule that tells the next one; the newest are kept when there are very many.
pub fn come_by(
    first: DateTime<Utc>,
    now: DateTime<Utc>,
    next_after: impl Fn(DateTime<Utc>) -> Option<DateTime<Utc>>,
) -> (Vec<DateTime<Utc>>, Option<DateTime<Utc>>) {
    let mut come = std::collections::VecDeque::new();
    let mut next = Some(first);
    while let Some(instant) = next.filter(|instant| *instant <= now) {
        if come.len() == MOST_AT_ONCE {
            come.pop_front();
        }
        come.push_back(instant);
        // A rule that stands still would never end.
        next = next_after(instant).filter(|after| *after > instant);
    }
    (come.into(), next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 - 1_795_000_000 % 3600 + minute * 60, 0).expect("an instant")
    }

    fn hourly(instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        Some(instant + Duration::hours(1))
    }

    #[test]
    fn a_short_outage_misses_nothing() {
        let (come, next) = come_by(at(0), at(5), hourly);
        assert_eq!((to_fire(&come, at(5), Misfire::Skip), next), (vec![at(0)], Some(at(60))));
    }

    #[test]
    fn after_a_long_outage_the_policy_decides() {
        let (come, next) = come_by(at(0), at(200), hourly);
        assert_eq!(come, [at(0), at(60), at(120), at(180)]);
        assert!(to_fire(&come, at(200), Misfire::Skip).is_empty());
        assert_eq!(to_fire(&come, at(200), Misfire::Once), [at(180)]);
        assert_eq!(to_fire(&come, at(200), Misfire::All), come);
        assert_eq!(next, Some(at(240)));
    }

    #[test]
    fn a_clock_set_back_fires_nothing_and_silences_nothing() {
        let (come, next) = come_by(at(60), at(-600), hourly);
        assert_eq!((come.as_slice(), next), ([].as_slice(), Some(at(60))));
    }

    #[test]
    fn fourteen_days_of_outage_flood_nobody() {
        let (come, _) = come_by(at(0), at(14 * 24 * 60), hourly);
        assert_eq!(come.len(), MOST_AT_ONCE);
        assert_eq!(come.last(), Some(&at(14 * 24 * 60)));
    }
}
