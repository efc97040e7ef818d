//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// See each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ActivityError {
    /// It is too far for that, or not far enough.
    #[error("it is at another stage")]
    WrongStage,
    /// Somebody has the room then.
    #[error("the room is taken")]
    RoomTaken,
    /// The room is shut then, or cannot be booked at all.
    #[error("the room is shut")]
    RoomShut,
    /// Fewer people fit into the room than there are seats.
    #[error("more seats than fit into the room")]
    RoomTooSmall,
    /// Only who came may say how it was.
    #[error("did not come")]
    DidNotCome,
    /// Once is enough.
    #[error("said already")]
    SaidAlready,
    /// What is handed over has no photo.
    #[error("no proof")]
    ProofWanted,
    /// Another one is called so.
    #[error("the name is taken")]
    NameTaken,
    /// The member speaks for another one.
    #[error("speaks for another provider")]
    SpeaksForAnother,
    /// They are in the group.
    #[error("enrolled already")]
    Enrolled,
    /// Other terms hold than those that were read.
    #[error("the terms changed meanwhile")]
    TermsChanged,
    /// The programme is over.
    #[error("the programme is over")]
    Ended,
}

impl Fault for ActivityError {
    fn kind(&self) -> Kind {
        Kind::Conflict
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongStage => "activities.wrong_stage",
            Self::RoomTaken => "activities.room_taken",
            Self::RoomShut => "activities.room_shut",
            Self::RoomTooSmall => "activities.room_too_small",
            Self::DidNotCome => "activities.did_not_come",
            Self::SaidAlready => "activities.said_already",
            Self::ProofWanted => "activities.proof_wanted",
            Self::NameTaken => "activities.name_taken",
            Self::SpeaksForAnother => "activities.speaks_for_another",
            Self::Enrolled => "activities.enrolled",
            Self::TermsChanged => "activities.terms_changed",
            Self::Ended => "activities.ended",
        }
    }
}
