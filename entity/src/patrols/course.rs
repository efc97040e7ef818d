//! The course of a finding: one transition table. Its assignment, a look at its point and the morning's plan move it, and nothing else does.

use super::patrol_finding::State;

/// What happens to a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It was put right (整改).
    Rectify,
    /// It need not be put right.
    CallOff,
    /// It was not put right after all.
    Reopen,
    /// The same comes up at the same place while it is watched (回潮).
    Return,
    /// It stayed away as long as it was watched (销号).
    StayAway,
}

impl Event {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Rectify, Self::CallOff, Self::Reopen, Self::Return, Self::StayAway];
}

/// Where an event leads a finding; nowhere if it is not for this state. What came back goes on as the finding that was made anew.
pub const fn after(state: State, event: Event) -> Option<State> {
    match (state, event) {
        (State::Open, Event::Rectify) => Some(State::Cooling),
        (State::Open, Event::CallOff) => Some(State::CalledOff),
        (State::Cooling | State::Solved | State::CalledOff, Event::Reopen) => Some(State::Open),
        (State::Cooling, Event::Return) => Some(State::Returned),
        (State::Cooling, Event::StayAway) => Some(State::Solved),
        _ => None,
    }
}

/// Whether somebody still has to do with it: of one kind at one place there is one such finding.
pub const fn is_live(state: State) -> bool {
    matches!(state, State::Open | State::Cooling)
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    proptest! {
        #[test]
        fn no_order_of_events_solves_what_was_not_watched(events in prop::collection::vec(select(Event::ALL.to_vec()), 0..40)) {
            let mut passed = vec![State::Open];
            for event in events {
                passed.extend(passed.last().and_then(|state| after(*state, event)));
            }
            for (before, after) in passed.iter().zip(&passed[1..]) {
                prop_assert!(*after != State::Solved || *before == State::Cooling);
                prop_assert!(*after != State::Returned || *before == State::Cooling);
                prop_assert!(*after != State::Cooling || *before == State::Open);
                prop_assert!(*before != State::Returned, "another one goes on from there");
            }
        }
    }
}
