//! The no-answer protocol (敲门不应): again today, then by phone or through a neighbour, then the
//! administrators, again and again until somebody knows. Each step has a timer, and only a record ends it.

use chrono::{DateTime, Duration, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::cadence::Timers;

/// How far the protocol is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// Not running.
    None,
    /// To be tried again today.
    AgainToday,
    /// By phone, or through a neighbour.
    PhoneOrNeighbour,
    /// The administrators know.
    Escalated,
}

impl Protocol {
    /// The step as one word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::AgainToday => "again_today",
            Self::PhoneOrNeighbour => "phone_or_neighbour",
            Self::Escalated => "escalated",
        }
    }
}

/// Who is told that a step begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tell {
    /// Nobody: the visitor, who is there, sees it on the screen.
    Nobody,
    /// The visitor.
    Visitor,
    /// The community's administrators.
    Administrators,
}

/// A step of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// How far it is now.
    pub protocol: Protocol,
    /// When the timer rings.
    pub next_at: DateTime<Utc>,
    /// Who is told.
    pub tell: Tell,
}

/// The step after `protocol` when somebody was there again and nobody answered.
pub fn unanswered(protocol: Protocol, now: DateTime<Utc>, timers: &Timers) -> Step {
    step(protocol, now, timers, Tell::Nobody)
}

/// The step after `protocol` when its timer rang and nothing was recorded.
pub fn elapsed(protocol: Protocol, now: DateTime<Utc>, timers: &Timers) -> Step {
    step(protocol, now, timers, Tell::Visitor)
}

fn step(from: Protocol, now: DateTime<Utc>, timers: &Timers, tell: Tell) -> Step {
    let (protocol, wait) = match from {
        Protocol::None => (Protocol::AgainToday, Duration::minutes(timers.again_minutes.into())),
        Protocol::AgainToday => (Protocol::PhoneOrNeighbour, Duration::minutes(timers.phone_minutes.into())),
        Protocol::PhoneOrNeighbour | Protocol::Escalated => (Protocol::Escalated, Duration::hours(timers.repeat_hours.into())),
    };
    let tell = if protocol == Protocol::Escalated { Tell::Administrators } else { tell };
    Step { protocol, next_at: now + wait, tell }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn noon() -> DateTime<Utc> {
        "2026-11-23T04:00:00Z".parse().unwrap()
    }

    #[test]
    fn three_times_without_an_answer_reach_the_administrators() {
        let timers = Timers::default();
        let first = unanswered(Protocol::None, noon(), &timers);
        assert_eq!((first.protocol, first.next_at, first.tell), (Protocol::AgainToday, noon() + Duration::hours(3), Tell::Nobody));
        let second = unanswered(first.protocol, noon(), &timers);
        assert_eq!((second.protocol, second.next_at), (Protocol::PhoneOrNeighbour, noon() + Duration::hours(2)));
        let third = unanswered(second.protocol, noon(), &timers);
        assert_eq!((third.protocol, third.tell), (Protocol::Escalated, Tell::Administrators));
    }

    #[test]
    fn doing_nothing_reaches_them_too_and_they_are_told_again() {
        let timers = Timers::default();
        let mut step = unanswered(Protocol::None, noon(), &timers);
        let mut told = vec![step.tell];
        for _ in 0..4 {
            step = elapsed(step.protocol, step.next_at, &timers);
            told.push(step.tell);
        }
        assert_eq!(told, [Tell::Nobody, Tell::Visitor, Tell::Administrators, Tell::Administrators, Tell::Administrators]);
        assert_eq!(step.next_at, noon() + Duration::hours(3 + 2 + 3 * 24));
    }

    proptest! {
        #[test]
        fn it_never_ends_by_itself_and_always_has_a_timer(rings in proptest::collection::vec(any::<bool>(), 3..40)) {
            let timers = Timers::default();
            let (mut protocol, mut now) = (Protocol::None, noon());
            for rang in rings {
                let step = if rang { elapsed(protocol, now, &timers) } else { unanswered(protocol, now, &timers) };
                prop_assert!(step.protocol != Protocol::None && step.next_at > now);
                (protocol, now) = (step.protocol, step.next_at);
            }
            prop_assert_eq!(protocol, Protocol::Escalated);
        }
    }
}
