//! What may become of an attendee: one table.

use crate::attendance::attendee::State;

/// What happens to somebody on the roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// They sign up again, and a seat is free.
    TakeSeat,
    /// They sign up again, and wait.
    Queue,
    /// A seat became free.
    Promote,
    /// A seat became free for somebody whose guardian has not agreed.
    Reserve,
    /// The guardian agrees.
    Agree,
    /// They do not want to come, or cannot.
    Leave,
    /// They came.
    Attend,
    /// They did not.
    Miss,
}

/// What `state` becomes by `event`; none if that cannot happen.
pub const fn next(state: State, event: Event) -> Option<State> {
    match (state, event) {
        (State::Cancelled, Event::TakeSeat) | (State::Waiting, Event::Promote) | (State::Pending, Event::Agree) => Some(State::SignedUp),
        (State::Cancelled | State::Waiting, Event::Reserve) => Some(State::Pending),
        (State::Waiting, Event::Agree) => Some(State::Waiting),
        (State::Cancelled, Event::Queue) => Some(State::Waiting),
        (State::SignedUp | State::Pending | State::Waiting, Event::Leave) => Some(State::Cancelled),
        // An upload that comes late, or a tick that was forgotten, puts a no-show right.
        (State::SignedUp | State::NoShow | State::Attended, Event::Attend) => Some(State::Attended),
        (State::SignedUp | State::Attended | State::NoShow, Event::Miss) => Some(State::NoShow),
        _ => None,
    }
}

/// Whether somebody in that state has a seat. One that stayed empty was still taken.
pub const fn seated(state: State) -> bool {
    matches!(state, State::SignedUp | State::Pending | State::Attended | State::NoShow)
}
