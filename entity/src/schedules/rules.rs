//! What happens to instants that were missed. Pure: no database, no clock.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Duration, Utc};

use crate::kernel::Failure;

/// An instant is missed when nobody noticed it for so long: a deploy or a short outage misses nothing.
pub const GRACE: Duration = Duration::minutes(10);
/// However long the outage was, no more firings than these are made up for.
pub const MOST_AT_ONCE: usize = 100;

/// The policy for missed instants, written as `skip`, `once`, `all` or `all 7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfire {
    /// They are noted and left out.
    Skip,
    /// The last of them is made up for.
    Once,
    /// So many are made up for, the newest first to be chosen; [`MOST_AT_ONCE`] at most.
    All(usize),
}

impl FromStr for Misfire {
    type Err = Failure;

    fn from_str(words: &str) -> Result<Self, Failure> {
        let unreadable = || Failure::invalid_field("misfire", "schedules.misfire");
        match words.split_whitespace().collect::<Vec<_>>()[..] {
            ["skip"] => Ok(Self::Skip),
            ["once"] => Ok(Self::Once),
            ["all"] => Ok(Self::All(MOST_AT_ONCE)),
            ["all", most] => most.parse().ok().filter(|most| (1..=MOST_AT_ONCE).contains(most)).map(Self::All).ok_or_else(unreadable),
            _ => Err(unreadable()),
        }
    }
}

impl fmt::Display for Misfire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skip => f.write_str("skip"),
            Self::Once => f.write_str("once"),
            Self::All(MOST_AT_ONCE) => f.write_str("all"),
            Self::All(most) => write!(f, "all {most}"),
        }
    }
}

/// Which of the instants that have come, in order, fire now. The last one fires in any case while it is fresh.
pub fn to_fire(come: &[DateTime<Utc>], now: DateTime<Utc>, misfire: Misfire) -> Vec<DateTime<Utc>> {
    let take = match misfire {
        Misfire::All(most) => most,
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

/// How many of the messages `asked` for belong to what fired at `fired_at`: those up to the next of `fired`, in whatever order they are.
/// Instants that were made up for fired together; what they led to counts for each of them.
pub fn messages_of(fired_at: DateTime<Utc>, fired: &[DateTime<Utc>], asked: &[DateTime<Utc>]) -> usize {
    let until = fired.iter().filter(|later| **later > fired_at).min();
    asked.iter().filter(|at| **at >= fired_at && until.is_none_or(|until| *at < until)).count()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

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

    /// An hourly schedule whose first instant is minute 0: how many fire after an outage, by policy, and the minute of the next.
    #[rstest]
    #[case::a_minute(1, "skip", 1, 60)]
    #[case::a_minute(1, "all", 1, 60)]
    #[case::the_grace_is_over(11, "skip", 0, 60)]
    #[case::the_grace_is_over(11, "once", 1, 60)]
    #[case::an_hour_and_fresh(65, "skip", 1, 120)]
    #[case::an_hour_and_fresh(65, "all", 2, 120)]
    #[case::an_hour_and_stale(75, "skip", 0, 120)]
    #[case::an_hour_and_stale(75, "once", 1, 120)]
    #[case::a_day(24 * 60, "once", 1, 25 * 60)]
    #[case::a_day(24 * 60, "all", 25, 25 * 60)]
    #[case::a_day(24 * 60, "all 7", 7, 25 * 60)]
    #[case::two_weeks(14 * 24 * 60, "skip", 1, (14 * 24 + 1) * 60)]
    #[case::two_weeks(14 * 24 * 60, "all", MOST_AT_ONCE, (14 * 24 + 1) * 60)]
    #[case::two_weeks_and_stale(14 * 24 * 60 + 30, "skip", 0, (14 * 24 + 1) * 60)]
    #[case::the_clock_is_an_hour_slow(-60, "all", 0, 0)]
    #[case::the_clock_is_a_day_slow(-24 * 60, "once", 0, 0)]
    fn after_an_outage_the_policy_decides(#[case] now: i64, #[case] policy: &str, #[case] fired: usize, #[case] next: i64) {
        let (come, then) = come_by(at(0), at(now), hourly);
        let chosen = to_fire(&come, at(now), policy.parse().unwrap());
        assert_eq!((chosen.len(), then), (fired, Some(at(next))));
        assert!(come.ends_with(&chosen), "the newest ones, in their order");
    }

    /// A clock that jumps and comes back: how often an hourly schedule fires in the six hours around, the ledger refusing what it has.
    #[rstest]
    #[case::an_hour_ahead(60)]
    #[case::a_day_ahead(24 * 60)]
    #[case::an_hour_back(-60)]
    #[case::a_day_back(-24 * 60)]
    fn a_clock_that_jumps_fires_nothing_twice_and_silences_nothing(#[case] jump: i64) {
        let (mut next, mut ledger) = (at(0), std::collections::BTreeSet::new());
        for minute in 0..360 {
            let shown = if (90..100).contains(&minute) { minute + jump } else { minute };
            let (come, then) = come_by(next, at(shown), hourly);
            ledger.extend(to_fire(&come, at(shown), Misfire::All(MOST_AT_ONCE)));
            next = then.unwrap();
        }
        let wanted: Vec<_> = (0..6).map(|hour| at(hour * 60)).collect();
        assert!(wanted.iter().all(|instant| ledger.contains(instant)), "{ledger:?}");
    }

    #[test]
    fn a_message_belongs_to_the_firing_before_it() {
        let (fired, asked) = ([at(60), at(0)], [at(0), at(2), at(61)]);
        assert_eq!([messages_of(at(0), &fired, &asked), messages_of(at(60), &fired, &asked)], [2, 1]);
        assert_eq!(messages_of(at(120), &fired, &asked), 0);
    }

    #[test]
    fn a_policy_is_written_as_it_is_read() {
        for words in ["skip", "once", "all", "all 7"] {
            assert_eq!(words.parse::<Misfire>().unwrap().to_string(), words);
        }
        for words in ["", "all 0", "all 101", "all x", "never"] {
            assert!(words.parse::<Misfire>().is_err(), "{words}");
        }
    }
}
