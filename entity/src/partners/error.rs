//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with partners and whistles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartnerError {
    /// There is a unit of this name.
    #[error("there is a unit of this name")]
    NameTaken,
    /// The member speaks for another unit.
    #[error("the member speaks for another unit")]
    SpeaksForAnother,
    /// Somebody has claimed it, or it is over.
    #[error("that cannot be done with it any more")]
    WrongState,
    /// A whistle without a unit to come.
    #[error("nobody is called")]
    NobodyCalled,
    /// Nothing shows that they are there.
    #[error("there is no proof of the arrival")]
    ProofWanted,
    /// It is another unit's.
    #[error("it is another unit's")]
    NotYours,
    /// Some who are called have not come, and nothing says why.
    #[error("units are still on their way")]
    StillComing,
    /// There is a work group of this name.
    #[error("there is a work group of this name")]
    GroupTaken,
    /// The member is in the think tank already.
    #[error("the member is an expert already")]
    ExpertAlready,
    /// The expert takes nothing on at present.
    #[error("the expert is not available")]
    NotAvailable,
    /// The expert has not answered yet what was asked about the matter.
    #[error("the expert is asked about this matter already")]
    AskedAlready,
    /// Only the office does so.
    #[error("that is for the office")]
    ForTheOffice,
    /// The unit does not take part any more.
    #[error("the unit has left")]
    UnitLeft,
    /// The unit is invited to this activity.
    #[error("the unit is invited already")]
    InvitedAlready,
    /// No more units are invited to one activity.
    #[error("too many units are invited")]
    TooManyInvited,
    /// It has not begun.
    #[error("it has not begun")]
    NotBegun,
}

impl Fault for PartnerError {
    fn kind(&self) -> Kind {
        Kind::Conflict
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NameTaken => "partners.name_taken",
            Self::SpeaksForAnother => "partners.speaks_for_another",
            Self::WrongState => "partners.wrong_state",
            Self::NobodyCalled => "partners.nobody_called",
            Self::ProofWanted => "partners.proof_wanted",
            Self::NotYours => "partners.not_yours",
            Self::StillComing => "partners.still_coming",
            Self::GroupTaken => "partners.group_taken",
            Self::ExpertAlready => "partners.expert_already",
            Self::NotAvailable => "partners.not_available",
            Self::AskedAlready => "partners.asked_already",
            Self::ForTheOffice => "partners.for_the_office",
            Self::UnitLeft => "partners.unit_left",
            Self::InvitedAlready => "partners.invited_already",
            Self::TooManyInvited => "partners.too_many_invited",
            Self::NotBegun => "partners.not_begun",
        }
    }
}
