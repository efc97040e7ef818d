//! What can be said of joint activities without a database: which act leads where, and what a contribution is.

use serde::{Deserialize, Serialize};

use super::{joint_activity::Stage, joint_invitation::State};
use crate::{
    kernel::{Failure, Result},
    people::text,
};

/// So many units are invited to one activity at most.
pub const MOST_UNITS: u64 = 30;
/// The most people who are expected, served or brought along.
pub const MOST_PEOPLE: i64 = 100_000;
/// The most money that a unit gives at once, in fen: ten million yuan.
pub const MOST_MONEY: i64 = 1_000_000_000;

/// What becomes of an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It took place.
    Hold,
    /// It is called off.
    Cancel,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Hold, Self::Cancel];
}

/// The stage after an act; none if it is not the time for it.
pub const fn next(stage: Stage, act: Act) -> Option<Stage> {
    match (stage, act) {
        (Stage::Planned, Act::Hold) => Some(Stage::Held),
        (Stage::Planned, Act::Cancel) => Some(Stage::Cancelled),
        _ => None,
    }
}

/// What is done with an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The unit takes part.
    Accept,
    /// It cannot.
    Decline,
    /// It was there, and brought so much.
    Confirm,
    /// It was not there.
    Miss,
}

impl Answer {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Accept, Self::Decline, Self::Confirm, Self::Miss];

    /// The answer by its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.word() == word)
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Confirm => "confirm",
            Self::Miss => "miss",
        }
    }

    /// Whether only the office may say so: nobody writes down of themselves what they brought.
    pub const fn is_for_the_office(self) -> bool {
        matches!(self, Self::Confirm | Self::Miss)
    }
}

/// Where an answer leads an invitation while its activity is at `stage`; nowhere if it is not for that.
///
/// Until the day a unit may change its mind; afterwards only what really happened is written down, also of whoever came unannounced.
pub const fn answered(stage: Stage, state: State, answer: Answer) -> Option<State> {
    match (stage, state, answer) {
        (Stage::Planned, State::Invited | State::Accepted | State::Declined, Answer::Accept) => Some(State::Accepted),
        (Stage::Planned, State::Invited | State::Accepted, Answer::Decline) => Some(State::Declined),
        (Stage::Held, _, Answer::Confirm) => Some(State::TookPart),
        (Stage::Held, State::Accepted | State::TookPart, Answer::Miss) => Some(State::Absent),
        _ => None,
    }
}

/// What a unit brings along.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// People.
    pub people: i64,
    /// Money, in fen.
    pub money: i64,
    /// Goods.
    pub goods: String,
    /// A place to be at.
    pub venue: String,
    /// What it knows.
    pub expertise: String,
}

impl Contribution {
    /// The same with its texts in order.
    ///
    /// # Errors
    /// There is nothing in it, or more than is plausible.
    pub fn readable(self) -> Result<Self> {
        let Self { people, money, goods, venue, expertise } = self;
        if !(0..=MOST_PEOPLE).contains(&people) {
            return Err(Failure::invalid_field("people", "partners.people_implausible"));
        }
        if !(0..=MOST_MONEY).contains(&money) {
            return Err(Failure::invalid_field("money", "partners.money_implausible"));
        }
        let read = Self { people, money, goods: text::line(&goods), venue: text::line(&venue), expertise: text::line(&expertise) };
        if read == Self::default() {
            return Err(Failure::invalid_field("people", "partners.contribution_wanted"));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    /// What can happen to an activity and one of its invitations.
    #[derive(Debug, Clone, Copy)]
    enum Event {
        Act(Act),
        Answer(Answer),
    }

    fn events() -> Vec<Event> {
        Act::ALL.into_iter().map(Event::Act).chain(Answer::ALL.into_iter().map(Event::Answer)).collect()
    }

    fn is_legal(stage: Stage, state: State) -> bool {
        let is_past = matches!(state, State::TookPart | State::Absent);
        !is_past || stage == Stage::Held
    }

    proptest! {
        #[test]
        fn no_order_of_events_reaches_an_illegal_state(events in prop::collection::vec(select(events()), 0..40)) {
            let (mut stage, mut state, mut accepted) = (Stage::Planned, State::Invited, false);
            for event in events {
                let before = (stage, state);
                match event {
                    Event::Act(act) => stage = next(stage, act).unwrap_or(stage),
                    Event::Answer(answer) => state = answered(stage, state, answer).unwrap_or(state),
                }
                accepted |= state == State::Accepted;
                prop_assert!(is_legal(stage, state), "{event:?} made {stage:?} {state:?} of {before:?}");
                prop_assert!(before.0 == Stage::Planned || stage == before.0, "what is over stays so");
                prop_assert!(before.0 != Stage::Cancelled || state == before.1, "nobody answers what is off");
                prop_assert!(state != State::Absent || accepted || before.1 == State::Absent || before.1 == State::TookPart);
                prop_assert!(before.0 != Stage::Held || state != State::Accepted || before.1 == State::Accepted, "nobody promises afterwards");
            }
        }
    }

    #[test]
    fn a_unit_changes_its_mind_until_the_day() {
        let path = [Answer::Accept, Answer::Decline, Answer::Accept]
            .into_iter()
            .try_fold(State::Invited, |state, answer| answered(Stage::Planned, state, answer));
        assert_eq!(path, Some(State::Accepted));
        for state in State::ALL {
            assert_eq!(answered(Stage::Held, state, Answer::Accept), None);
            assert_eq!(answered(Stage::Planned, state, Answer::Confirm), None, "nobody has brought anything yet");
        }
    }

    #[test]
    fn whoever_promised_nothing_was_not_absent() {
        for state in [State::Invited, State::Declined] {
            assert_eq!(answered(Stage::Held, state, Answer::Miss), None);
            assert_eq!(answered(Stage::Held, state, Answer::Confirm), Some(State::TookPart), "they came all the same");
        }
    }

    #[test]
    fn a_contribution_is_something() {
        assert!(Contribution::default().readable().is_err());
        assert!(Contribution { goods: " \u{200b} ".to_owned(), ..Default::default() }.readable().is_err());
        assert!(Contribution { money: -1, ..Default::default() }.readable().is_err());
        let read = Contribution { venue: " 操场 ".to_owned(), ..Default::default() }.readable().unwrap();
        assert_eq!(read.venue, "操场");
    }
}
