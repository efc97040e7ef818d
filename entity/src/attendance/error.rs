//! What can be wrong with a wish to take part.

use thiserror::Error;

use crate::kernel::{Fault, Kind};

/// See each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AttendanceError {
    /// Called off, or over for good.
    #[error("the occasion is not open")]
    NotOpen,
    /// The time for signing up has not begun.
    #[error("signing up has not begun")]
    TooEarly,
    /// The time for signing up is over.
    #[error("signing up is over")]
    TooLate,
    /// The time for cancelling is over.
    #[error("cancelling is over")]
    TooLateToCancel,
    /// No seat is free, and nobody waits here.
    #[error("every seat is taken")]
    Full,
    /// They are on the roll.
    #[error("signed up already")]
    SignedUp,
    /// They are not on the roll.
    #[error("not signed up")]
    NotSignedUp,
    /// What happened to them does not allow it.
    #[error("the attendee is in another state")]
    WrongState,
    /// Younger or older than who it is for.
    #[error("not for this age")]
    Age,
    /// It is for certain groups.
    #[error("not for these groups")]
    Group,
    /// It is for certain grids.
    #[error("not for this grid")]
    Grid,
    /// It is for residents, or for members.
    #[error("not for them")]
    Whom,
    /// They stayed away too often.
    #[error("stayed away too often")]
    StayedAway,
    /// They take part in something else at that time.
    #[error("somewhere else at that time")]
    Busy,
    /// The resident has died or moved out.
    #[error("does not live here any more")]
    Gone,
    /// Fewer seats than people on them.
    #[error("more people than seats")]
    MorePeopleThanSeats,
    /// The code is not the one that was shown then.
    #[error("not the code of that time")]
    WrongCode,
    /// Checking in is not possible at that time.
    #[error("not at that time")]
    NotAtThatTime,
    /// A guardian has to agree first.
    #[error("a guardian has to agree first")]
    ConsentWanted,
    /// Nobody has to agree, or somebody did.
    #[error("no consent is wanted")]
    NoConsentWanted,
    /// The contact is not the guardian.
    #[error("not the guardian")]
    NotGuardian,
    /// It belongs to something that is changed as a whole.
    #[error("a part of something else")]
    PartOfSomething,
    /// Nobody comes who was not asked.
    #[error("people are asked to it")]
    ByInvitation,
    /// The same upload, of somebody else.
    #[error("the upload belongs to somebody else")]
    ForeignNonce,
}

impl Fault for AttendanceError {
    fn kind(&self) -> Kind {
        match self {
            Self::WrongCode | Self::NotAtThatTime => Kind::Invalid,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotOpen => "attendance.not_open",
            Self::TooEarly => "attendance.too_early",
            Self::TooLate => "attendance.too_late",
            Self::TooLateToCancel => "attendance.too_late_to_cancel",
            Self::Full => "attendance.full",
            Self::SignedUp => "attendance.signed_up",
            Self::NotSignedUp => "attendance.not_signed_up",
            Self::WrongState => "attendance.wrong_state",
            Self::Age => "attendance.age",
            Self::Group => "attendance.group",
            Self::Grid => "attendance.grid",
            Self::Whom => "attendance.whom",
            Self::StayedAway => "attendance.stayed_away",
            Self::Busy => "attendance.busy",
            Self::Gone => "attendance.gone",
            Self::MorePeopleThanSeats => "attendance.more_people_than_seats",
            Self::WrongCode => "attendance.wrong_code",
            Self::NotAtThatTime => "attendance.not_at_that_time",
            Self::ConsentWanted => "attendance.consent_wanted",
            Self::NoConsentWanted => "attendance.no_consent_wanted",
            Self::NotGuardian => "attendance.not_guardian",
            Self::PartOfSomething => "attendance.part_of_something",
            Self::ByInvitation => "attendance.by_invitation",
            Self::ForeignNonce => "attendance.foreign_nonce",
        }
    }
}
