//! What may become of an activity, and of what a provider owes: one table each.

use crate::activities::{activity::Stage, provider_deliverable::State};

/// What is done with an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Put it on the menu (上架).
    Publish,
    /// It is over.
    Hold,
    /// Keep it (归档).
    Archive,
    /// Call it off (取消).
    CallOff,
}

impl Act {
    /// What somebody does, by word; that an activity is over nobody has to say.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "publish" => Self::Publish,
            "archive" => Self::Archive,
            "call_off" => Self::CallOff,
            _ => return None,
        })
    }
}

/// The stage that an act leads to; none where it does not fit.
pub const fn next(stage: Stage, act: Act) -> Option<Stage> {
    Some(match (stage, act) {
        (Stage::Planned, Act::Publish) => Stage::Published,
        (Stage::Published, Act::Hold) => Stage::Held,
        (Stage::Held, Act::Archive) => Stage::Archived,
        (Stage::Planned | Stage::Published, Act::CallOff) => Stage::Cancelled,
        _ => return None,
    })
}

/// What is done with a deliverable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Hand it over, with proof.
    Deliver,
    /// Find it good.
    Accept,
    /// Find it wanting.
    Return,
}

impl Deed {
    /// The deed by its word.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "deliver" => Self::Deliver,
            "accept" => Self::Accept,
            "return" => Self::Return,
            _ => return None,
        })
    }

    /// Whether it is for the office to do.
    pub const fn of_office(self) -> bool {
        !matches!(self, Self::Deliver)
    }
}

/// What a deliverable becomes; none where the deed does not fit.
pub const fn becomes(state: State, deed: Deed) -> Option<State> {
    Some(match (state, deed) {
        (State::Due | State::Returned, Deed::Deliver) => State::Delivered,
        (State::Delivered, Deed::Accept) => State::Accepted,
        (State::Delivered, Deed::Return) => State::Returned,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_activity_goes_its_course_and_no_other() {
        let course = [Act::Publish, Act::Hold, Act::Archive];
        assert_eq!(course.into_iter().try_fold(Stage::Planned, next), Some(Stage::Archived));
        assert_eq!(next(Stage::Planned, Act::Hold), None, "nobody could order it");
        assert_eq!(next(Stage::Held, Act::CallOff), None, "it took place");
        assert_eq!(Act::named("hold"), None);
    }

    #[test]
    fn what_is_returned_is_owed_again() {
        let course = [Deed::Deliver, Deed::Return, Deed::Deliver, Deed::Accept];
        assert_eq!(course.into_iter().try_fold(State::Due, becomes), Some(State::Accepted));
        assert_eq!(becomes(State::Due, Deed::Accept), None);
        assert_eq!(becomes(State::Accepted, Deed::Return), None);
    }
}
