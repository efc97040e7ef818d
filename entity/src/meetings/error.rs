//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MeetingError {
    /// It is too far for that, or not far enough.
    #[error("the meeting is at another stage")]
    WrongStage,
    /// Too few have signed in.
    #[error("there is no quorum")]
    NoQuorum,
    /// Nobody is invited.
    #[error("nobody is invited")]
    NobodyInvited,
    /// The minutes are out already.
    #[error("the minutes are published")]
    Published,
    /// It became a matter already.
    #[error("the resolution is a matter already")]
    MatterAlready,
    /// Somebody else changed it in between.
    #[error("the meeting was changed meanwhile")]
    Stale,
}

impl Fault for MeetingError {
    fn kind(&self) -> Kind {
        match self {
            Self::Stale => Kind::Stale,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongStage => "meetings.wrong_stage",
            Self::NoQuorum => "meetings.no_quorum",
            Self::NobodyInvited => "meetings.nobody_invited",
            Self::Published => "meetings.published",
            Self::MatterAlready => "meetings.matter_already",
            Self::Stale => "kernel.stale",
        }
    }
}
