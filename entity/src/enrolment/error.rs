//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong while residents join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnrolmentError {
    /// Not the code that was sent; nobody learns more.
    #[error("not the code that was sent")]
    CodeWrong,
    /// The code is too old, or too many were tried.
    #[error("the code is used up")]
    CodeUsedUp,
    /// The invitation is used, replaced or over.
    #[error("the invitation is used up")]
    InvitationUsedUp,
    /// It was decided, or cannot be yet.
    #[error("the request is in another state")]
    WrongState,
    /// The resident is linked to another member.
    #[error("the resident is linked")]
    PersonLinked,
    /// The member is linked to another resident.
    #[error("the member is linked")]
    MemberLinked,
    /// The member was disabled by an administrator.
    #[error("the member is disabled")]
    MemberDisabled,
    /// The resident died or moved out.
    #[error("the resident does not live here")]
    Gone,
    /// Nobody acts for somebody of age, or whose birth date is not known.
    #[error("not a child")]
    NotAChild,
    /// The member is no resident as far as is known.
    #[error("the member is not linked")]
    NotLinked,
}

impl Fault for EnrolmentError {
    fn kind(&self) -> Kind {
        match self {
            Self::CodeWrong => Kind::Invalid,
            Self::CodeUsedUp | Self::InvitationUsedUp => Kind::Gone,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::CodeWrong => "enrolment.code_wrong",
            Self::CodeUsedUp => "enrolment.code_used_up",
            Self::InvitationUsedUp => "enrolment.invitation_used_up",
            Self::WrongState => "enrolment.wrong_state",
            Self::PersonLinked => "enrolment.person_linked",
            Self::MemberLinked => "enrolment.member_linked",
            Self::MemberDisabled => "enrolment.member_disabled",
            Self::Gone => "enrolment.gone",
            Self::NotAChild => "enrolment.not_a_child",
            Self::NotLinked => "enrolment.not_linked",
        }
    }
}
