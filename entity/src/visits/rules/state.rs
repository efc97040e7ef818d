//! What may become of a visit: one table.

use super::no_answer::Protocol;
use crate::visits::visit::State;

/// What happens to a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Somebody was met, in the window or after it.
    Record,
    /// The window closed.
    Lapse,
    /// A human calls it off.
    Cancel,
    /// The plan no longer asks for it: death, moving away, hospital, another tier.
    Withdraw,
    /// The plan asks for it again.
    Revive,
}

/// What `state` becomes by `event`; none if that cannot happen.
pub const fn next(state: State, event: Event) -> Option<State> {
    match (state, event) {
        (State::Planned, Event::Record) => Some(State::Done),
        // A visit outside its window is late, but it was paid.
        (State::Missed, Event::Record) => Some(State::Done),
        (State::Planned, Event::Lapse) => Some(State::Missed),
        (State::Planned, Event::Cancel | Event::Withdraw) => Some(State::Cancelled),
        (State::Cancelled, Event::Revive) => Some(State::Planned),
        _ => None,
    }
}

/// Whether a visit whose no-answer protocol is at `protocol` may be called off by hand? While nobody knows how the person is, nobody can drop it.
pub const fn may_cancel(protocol: Protocol) -> bool {
    matches!(protocol, Protocol::None)
}

/// Whether the plan may withdraw such a visit: only if what happened also explains why nobody answered.
pub const fn may_withdraw(protocol: Protocol, explained: bool) -> bool {
    explained || matches!(protocol, Protocol::None)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(State::Planned, Event::Record, Some(State::Done))]
    #[case(State::Missed, Event::Record, Some(State::Done))]
    #[case(State::Planned, Event::Lapse, Some(State::Missed))]
    #[case(State::Planned, Event::Withdraw, Some(State::Cancelled))]
    #[case(State::Cancelled, Event::Revive, Some(State::Planned))]
    #[case(State::Done, Event::Record, None)]
    #[case(State::Done, Event::Cancel, None)]
    #[case(State::Done, Event::Lapse, None)]
    #[case(State::Missed, Event::Cancel, None)]
    #[case(State::Missed, Event::Revive, None)]
    #[case(State::Cancelled, Event::Record, None)]
    fn only_what_can_happen_happens(#[case] state: State, #[case] event: Event, #[case] becomes: Option<State>) {
        assert_eq!(next(state, event), becomes);
    }

    #[test]
    fn nobody_drops_a_visit_that_nobody_answered() {
        assert!(may_cancel(Protocol::None) && !may_cancel(Protocol::Escalated));
        assert!(!may_withdraw(Protocol::AgainToday, false) && may_withdraw(Protocol::AgainToday, true));
    }
}
