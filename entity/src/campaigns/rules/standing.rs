//! How a target stands: a fold over all that was found at its door. Neither the order in which that arrives matters, nor that
//! something arrives twice.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::outcome::Outcome;

/// What somebody found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Made by the phone: the same finding never counts twice.
    pub nonce: Uuid,
    /// What it was.
    pub outcome: Outcome,
    /// When, by the phone.
    pub at: DateTime<Utc>,
    /// When to go again.
    pub retry_at: Option<DateTime<Utc>>,
}

/// How a target stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The finding that holds: done beats all, settled beats absent, later beats earlier.
    pub winner: Option<Found>,
    /// Whether somebody found something else that would have settled it.
    pub contested: bool,
    /// How often nobody was in.
    pub tries: i64,
}

/// How a target stands after `found`.
pub fn fold(found: impl IntoIterator<Item = Found>) -> Standing {
    let once: BTreeMap<Uuid, Found> = found.into_iter().map(|one| (one.nonce, one)).collect();
    let winner = once.values().max_by_key(|one| (one.outcome.weight(), one.at, one.nonce)).cloned();
    let mut settling = once.values().map(|one| one.outcome).filter(|outcome| outcome.settles());
    let first = settling.next();
    Standing {
        contested: settling.any(|outcome| Some(outcome) != first),
        tries: i64::try_from(once.values().filter(|one| one.outcome == Outcome::Absent).count()).unwrap_or(i64::MAX),
        winner,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;

    fn found(nonce: u128, outcome: Outcome, minute: i64) -> Found {
        let at = Utc.timestamp_opt(1_772_000_000 + minute * 60, 0).single().unwrap_or_default();
        Found { nonce: Uuid::from_u128(nonce), outcome, at, retry_at: None }
    }

    fn some() -> impl Strategy<Value = Vec<Found>> {
        let one = (0..Outcome::ALL.len(), 0_i64..6);
        prop::collection::vec(one, 0..8)
            .prop_map(|all| (1..).zip(all).map(|(nonce, (which, minute))| found(nonce, Outcome::ALL[which], minute)).collect())
    }

    proptest! {
        #[test]
        fn neither_order_nor_repetition_matters(
            (all, sent) in some().prop_flat_map(|all| {
                let twice: Vec<Found> = all.iter().chain(&all).cloned().collect();
                (Just(all), Just(twice).prop_shuffle())
            })
        ) {
            prop_assert_eq!(fold(sent), fold(all));
        }

        #[test]
        fn nothing_undoes_what_is_done(all in some(), minute in 0_i64..6) {
            let with = all.into_iter().chain([found(99, Outcome::Done, minute)]);
            prop_assert_eq!(fold(with).winner.map(|one| one.outcome), Some(Outcome::Done));
        }
    }

    #[test]
    fn done_beats_absent_and_later_beats_earlier() {
        let standing = fold([found(1, Outcome::Done, 1), found(2, Outcome::Absent, 5)]);
        assert_eq!((standing.winner.map(|one| one.outcome), standing.contested, standing.tries), (Some(Outcome::Done), false, 1));
        let standing = fold([found(1, Outcome::Refused, 1), found(2, Outcome::Moved, 2)]);
        assert_eq!((standing.winner.map(|one| one.outcome), standing.contested), (Some(Outcome::Moved), true));
    }
}
