//! The course of a session, who is invited to it, and how a member comes to stand to it.

use crate::party::{
    Kind, Stage,
    party_member::{Post, State as Belonging},
    party_presence::State,
};

/// What is done with a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Those who are invited are told.
    Call,
    /// It is opened.
    Hold,
    /// It is settled who came; again for whoever was signed in afterwards.
    Close,
    /// It is called off.
    Cancel,
}

/// The stage after an act; none if it is not the time for it.
pub const fn next(stage: Stage, act: Act) -> Option<Stage> {
    match (stage, act) {
        (Stage::Planned | Stage::Called, Act::Call) => Some(Stage::Called),
        (Stage::Called, Act::Hold) => Some(Stage::Held),
        (Stage::Held | Stage::Closed, Act::Close) => Some(Stage::Closed),
        (Stage::Planned | Stage::Called, Act::Cancel) => Some(Stage::Cancelled),
        _ => None,
    }
}

/// Whether somebody is invited to a kind of session: the committee meets by itself, and whoever only reports here learns and helps, but decides nothing.
pub fn is_invited(kind: Kind, state: Belonging, post: Post, in_service: bool) -> bool {
    let open_to_all = matches!(kind, Kind::ThemeDay | Kind::Bench | Kind::Lecture);
    state != Belonging::MovedOut && (open_to_all || !in_service) && (kind != Kind::Committee || post != Post::None)
}

/// Whether so many are enough to decide: more than half of those who are invited, where something is decided.
pub fn is_quorate(kind: Kind, present: i64, invited: i64) -> bool {
    !matches!(kind, Kind::Assembly | Kind::Committee) || present * 2 > invited
}

/// What happens to how somebody stands to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// They ask for leave, or say afterwards why they were not there.
    Excuse,
    /// It is settled that they came, or
    Come,
    /// that they did not.
    Miss,
    /// They make it up.
    MakeUp,
}

/// How somebody stands to a session after an event; none if it cannot happen.
pub const fn stands(now: Option<State>, event: Event) -> Option<State> {
    match (now, event) {
        (None | Some(State::Absent | State::Excused), Event::Excuse) => Some(State::Excused),
        (_, Event::Come) => Some(State::Attended),
        (None | Some(State::Absent), Event::Miss) => Some(State::Absent),
        (Some(State::Attended), Event::Miss) => Some(State::Absent),
        (Some(State::Excused | State::Absent), Event::MakeUp) => Some(State::MadeUp),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_called_held_settled_and_never_undone() {
        assert_eq!(next(Stage::Planned, Act::Hold), None, "nobody was told");
        assert_eq!(next(Stage::Called, Act::Hold), Some(Stage::Held));
        assert_eq!(next(Stage::Closed, Act::Close), Some(Stage::Closed), "somebody was signed in afterwards");
        assert_eq!((next(Stage::Held, Act::Cancel), next(Stage::Cancelled, Act::Call)), (None, None));
    }

    #[test]
    fn the_committee_meets_by_itself_and_guests_do_not_decide() {
        assert!(!is_invited(Kind::Committee, Belonging::Full, Post::None, false));
        assert!(is_invited(Kind::Committee, Belonging::Full, Post::Deputy, false));
        assert!(!is_invited(Kind::Assembly, Belonging::Full, Post::None, true));
        assert!(is_invited(Kind::Bench, Belonging::Full, Post::None, true));
        assert!(!is_invited(Kind::Bench, Belonging::MovedOut, Post::None, false));
    }

    #[test]
    fn half_is_not_enough_to_decide() {
        assert!(!is_quorate(Kind::Assembly, 5, 10) && is_quorate(Kind::Assembly, 6, 10) && is_quorate(Kind::Bench, 0, 10));
    }

    #[test]
    fn leave_is_not_absence_and_what_was_made_up_stays() {
        assert_eq!(stands(Some(State::Excused), Event::Miss), None, "they said so");
        assert_eq!(stands(Some(State::MadeUp), Event::Miss), None);
        assert_eq!(stands(Some(State::Absent), Event::MakeUp), Some(State::MadeUp));
        assert_eq!(stands(Some(State::Attended), Event::MakeUp), None);
        assert_eq!(stands(Some(State::Attended), Event::Excuse), None);
    }
}
