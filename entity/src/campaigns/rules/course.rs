//! The course of a campaign.

use crate::campaigns::Stage;

/// What is done with a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Its roster is frozen, and it begins.
    Start,
    /// Everybody was reached or excused.
    Close,
    /// It goes on after all.
    Reopen,
    /// It is given up before it began.
    Drop,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Start, Self::Close, Self::Reopen, Self::Drop];

    /// The word that travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::Drop => "drop",
        }
    }

    /// The act that is called so.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.word() == word)
    }
}

/// The stage after an act; none if it is not the time for it.
pub const fn next(stage: Stage, act: Act) -> Option<Stage> {
    match (stage, act) {
        (Stage::Planned, Act::Start) | (Stage::Closed, Act::Reopen) => Some(Stage::Running),
        (Stage::Planned, Act::Drop) => Some(Stage::Dropped),
        (Stage::Running, Act::Close) => Some(Stage::Closed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_campaign_begins_once_and_may_go_on_after_its_end() {
        assert_eq!(next(Stage::Planned, Act::Start), Some(Stage::Running));
        assert_eq!(next(Stage::Running, Act::Start), None, "a roster is frozen once");
        assert_eq!(next(Stage::Running, Act::Drop), None, "what was found stays");
        assert_eq!(next(Stage::Closed, Act::Reopen), Some(Stage::Running));
        assert!(Act::ALL.into_iter().all(|act| next(Stage::Dropped, act).is_none()));
    }
}
