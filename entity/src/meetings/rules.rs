//! What can be said of meetings without a database: their course, and what a quorum is.

use super::{MinutesState, Stage};

/// The most lines of an agenda.
pub const MOST_LINES: usize = 30;
/// The most people of whom a quorum is made.
pub const MOST_PEOPLE: i64 = 5_000;
/// So many workdays after a meeting its minutes should be out.
pub const MINUTES_WITHIN: i32 = 3;

/// What is done with a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Those who are invited are told (发通知).
    Call,
    /// It is opened with enough people.
    Hold,
    /// It is called off.
    Cancel,
}

/// The stage after an act; none if it is not the time for it.
pub const fn next(stage: Stage, act: Act) -> Option<Stage> {
    match (stage, act) {
        // Whoever was invited later is told with the second call.
        (Stage::Planned | Stage::Called, Act::Call) => Some(Stage::Called),
        (Stage::Called, Act::Hold) => Some(Stage::Held),
        (Stage::Planned | Stage::Called, Act::Cancel) => Some(Stage::Cancelled),
        _ => None,
    }
}

/// Whether minutes may go from one state to another: they are published only after somebody has looked them over.
pub fn may_become(from: MinutesState, to: MinutesState) -> bool {
    use MinutesState::{Draft, Published, Review};
    matches!((from, to), (Draft | Review, Draft | Review) | (Review, Published))
}

/// Whether so many are enough; without a quorum any number is.
pub fn is_quorate(present: i64, quorum: Option<i64>) -> bool {
    quorum.is_none_or(|quorum| present >= quorum)
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    proptest! {
        #[test]
        fn no_order_of_acts_holds_a_meeting_that_nobody_was_called_to(acts in prop::collection::vec(select(vec![Act::Call, Act::Hold, Act::Cancel]), 0..20)) {
            let mut passed = vec![Stage::Planned];
            for act in acts {
                passed.extend(passed.last().and_then(|stage| next(*stage, act)));
            }
            for (before, after) in passed.iter().zip(&passed[1..]) {
                prop_assert!(*after != Stage::Held || *before == Stage::Called);
                prop_assert!(!matches!(before, Stage::Held | Stage::Cancelled), "what is over stays so");
            }
        }
    }

    #[test]
    fn a_meeting_is_called_then_held_and_never_undone() {
        assert_eq!(next(Stage::Planned, Act::Hold), None, "nobody was told");
        assert_eq!(next(Stage::Planned, Act::Call), Some(Stage::Called));
        assert_eq!(next(Stage::Called, Act::Hold), Some(Stage::Held));
        for act in [Act::Call, Act::Hold, Act::Cancel] {
            assert_eq!((next(Stage::Held, act), next(Stage::Cancelled, act)), (None, None));
        }
    }

    #[test]
    fn minutes_are_looked_over_before_they_are_out() {
        assert!(!may_become(MinutesState::Draft, MinutesState::Published));
        assert!(may_become(MinutesState::Review, MinutesState::Published));
        assert!(!may_become(MinutesState::Published, MinutesState::Draft));
    }

    #[test]
    fn enough_is_as_many_as_were_asked_for() {
        assert!(is_quorate(0, None) && is_quorate(5, Some(5)) && !is_quorate(4, Some(5)));
    }
}
