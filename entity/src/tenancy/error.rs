//! What can go wrong while streets open and communities join.

use thiserror::Error;

use crate::kernel::{Fault, Kind};

/// A refusal.
#[derive(Debug, Error, Clone, Copy, PartialEq, Eq)]
pub enum TenancyError {
    /// The directory has no such street.
    #[error("no such street")]
    StreetUnknown,
    /// The street is on the platform already.
    #[error("the street is open already")]
    StreetOpen,
    /// The directory has no such community.
    #[error("no such community")]
    CommunityUnknown,
    /// The community's street is not on the platform.
    #[error("the street is not open")]
    StreetNotOpen,
    /// The community is on the platform already.
    #[error("the community has joined already")]
    CommunityTaken,
    /// The street does not work at present.
    #[error("the street is suspended")]
    StreetSuspended,
    /// The community does not work at present.
    #[error("the community is suspended")]
    CommunitySuspended,
    /// From where it stands, no such step leads on.
    #[error("no such step from here")]
    StepImpossible,
    /// The street has decided already, or cannot yet.
    #[error("not to be decided now")]
    SignUpNotPending,
}

impl Fault for TenancyError {
    fn kind(&self) -> Kind {
        match self {
            Self::StreetUnknown | Self::CommunityUnknown | Self::StreetNotOpen => Kind::Invalid,
            Self::StreetSuspended | Self::CommunitySuspended => Kind::Forbidden,
            Self::StreetOpen | Self::CommunityTaken | Self::SignUpNotPending | Self::StepImpossible => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::StreetUnknown => "tenancy.street_unknown",
            Self::StreetOpen => "tenancy.street_open",
            Self::CommunityUnknown => "tenancy.community_unknown",
            Self::StreetNotOpen => "tenancy.street_not_open",
            Self::CommunityTaken => "tenancy.community_taken",
            Self::StreetSuspended => "tenancy.street_suspended",
            Self::CommunitySuspended => "tenancy.community_suspended",
            Self::StepImpossible => "tenancy.step_impossible",
            Self::SignUpNotPending => "tenancy.sign_up_not_pending",
        }
    }
}
