//! What can go wrong here.

use super::rules::act::Refusal;
use crate::kernel::{Failure, Fault, Kind};

/// What can go wrong with assignments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssignmentError {
    /// The act does not fit where it stands.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody else did something in between.
    #[error("the assignment was changed meanwhile")]
    Stale,
    /// Only whoever holds it may do that.
    #[error("somebody else holds it")]
    NotHolder,
    /// It was not said how it was dealt with.
    #[error("the result is wanted")]
    ResultWanted,
    /// It was not said why.
    #[error("a reason is wanted")]
    ReasonWanted,
    /// Whoever is meant does not work here any more.
    #[error("the member is not active")]
    NotActive,
}

impl Fault for AssignmentError {
    fn kind(&self) -> Kind {
        match self {
            Self::Stale => Kind::Stale,
            Self::NotHolder => Kind::Forbidden,
            Self::ResultWanted | Self::ReasonWanted | Self::NotActive => Kind::Invalid,
            Self::Refused(_) => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Refused(Refusal::WrongState) => "assignment.wrong_state",
            Self::Refused(Refusal::HoldsAlready) => "assignment.holds_already",
            Self::Refused(Refusal::NobodyStandsIn) => "assignment.nobody_stands_in",
            Self::Refused(Refusal::ExtensionWaits) => "assignment.extension_waits",
            Self::Refused(Refusal::NoExtensionAsked) => "assignment.no_extension_asked",
            Self::Refused(Refusal::NotLater) => "assignment.not_later",
            Self::Refused(Refusal::LevelReached) => "assignment.level_reached",
            Self::Stale => "kernel.stale",
            Self::NotHolder => "assignment.not_holder",
            Self::ResultWanted => "assignment.result_wanted",
            Self::ReasonWanted => "assignment.reason_wanted",
            Self::NotActive => "assignment.not_active",
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        AssignmentError::Refused(refusal).into()
    }
}
