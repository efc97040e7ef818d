//! The course of an article: written, looked over, out at its time.

use crate::party::article::State;

/// What is done with an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It is handed in.
    HandIn,
    /// The reviewer gives it back.
    Return,
    /// The reviewer approves it: it is out at its time.
    Approve,
    /// Its time has come.
    Publish,
    /// It is taken back: before its time into the writer's hands, afterwards from the readers.
    Withdraw,
    /// It is taken up again.
    Reopen,
}

/// The state after an act; none if it is not the time for it.
pub const fn next(state: State, act: Act) -> Option<State> {
    match (state, act) {
        (State::Draft, Act::HandIn) => Some(State::Review),
        (State::Review, Act::Return) | (State::Scheduled, Act::Withdraw) | (State::Withdrawn, Act::Reopen) => Some(State::Draft),
        (State::Review, Act::Approve) => Some(State::Scheduled),
        (State::Scheduled, Act::Publish) => Some(State::Published),
        (State::Published, Act::Withdraw) => Some(State::Withdrawn),
        _ => None,
    }
}

/// Whether an address can be listened to on a page that is itself encrypted.
pub fn is_audio_address(url: &str) -> bool {
    url.strip_prefix("https://")
        .is_some_and(|rest| rest.contains('.') && !rest.chars().any(|sign| sign.is_whitespace() || "\"'<>\\".contains(sign)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_out_that_nobody_has_looked_over() {
        for state in [State::Draft, State::Review, State::Withdrawn] {
            assert_eq!(next(state, Act::Publish), None);
        }
        assert_eq!(next(State::Draft, Act::Approve), None);
        assert_eq!(next(State::Withdrawn, Act::Reopen), Some(State::Draft), "and is looked over anew");
    }

    #[test]
    fn only_encrypted_addresses_are_listened_to() {
        assert!(is_audio_address("https://media.example.org/a.mp3"));
        for odd in ["", "http://example.org/a.mp3", "javascript:alert(1)", "https://x.org/ a", "https://"] {
            assert!(!is_audio_address(odd), "{odd}");
        }
    }
}
