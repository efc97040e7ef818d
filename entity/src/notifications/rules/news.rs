//! What is heard of a try after its channel took it.

use crate::notifications::delivery;

/// The most characters of a reason that are kept.
const REASON: usize = 300;

/// What is heard: one of two things, whoever says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// It reached the recipient.
    Arrived,
    /// It could not be delivered, for this reason in the other side's words.
    CameBack(Option<String>),
}

impl News {
    /// It could not be delivered.
    pub fn came_back(reason: Option<&str>) -> Self {
        Self::CameBack(reason.map(|reason| reason.chars().take(REASON).collect()))
    }

    /// How far the try is by this alone.
    pub fn state(&self) -> delivery::State {
        match self {
            Self::Arrived => delivery::State::Delivered,
            Self::CameBack(_) => delivery::State::Bounced,
        }
    }

    /// Why it came back, if it did.
    pub fn reason(self) -> Option<String> {
        match self {
            Self::Arrived => None,
            Self::CameBack(reason) => reason,
        }
    }
}
