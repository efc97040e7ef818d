//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DutyError {
    /// It was decided before.
    #[error("it is decided already")]
    Decided,
    /// The day is over.
    #[error("the day is over")]
    Past,
    /// Somebody has duty on that day already.
    #[error("they have duty on that day already")]
    HasDuty,
    /// Somebody is away on that day.
    #[error("they are away on that day")]
    Away,
    /// It is somebody else's.
    #[error("it is somebody else's")]
    NotYours,
    /// The same duty waits for an answer already.
    #[error("somebody was asked already")]
    AskedAlready,
    /// Whoever is meant does not work here any more.
    #[error("the member is not active")]
    NotActive,
}

impl Fault for DutyError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotActive => Kind::Invalid,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Decided => "duty.decided",
            Self::Past => "duty.past",
            Self::HasDuty => "duty.has_duty",
            Self::Away => "duty.away",
            Self::NotYours => "duty.not_yours",
            Self::AskedAlready => "duty.asked_already",
            Self::NotActive => "duty.not_active",
        }
    }
}
