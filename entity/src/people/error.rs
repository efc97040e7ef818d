//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeopleError {
    /// The identity number is taken.
    #[error("the identity number belongs to another resident")]
    DuplicateIdentity,
    /// Somebody close to it is there; may be overridden.
    #[error("the resident may be there already")]
    PossibleDuplicate,
    /// It cannot happen in the present state.
    #[error("the event is impossible in the present state")]
    EventImpossible,
    /// Later events stand on it.
    #[error("later events stand on this one")]
    EventHasFollowers,
    /// It has been undone before.
    #[error("the event has been undone")]
    EventUndone,
    /// Removing would lose history.
    #[error("the resident has a history")]
    ResidentHasHistory,
    /// The import has begun.
    #[error("the import has begun")]
    ImportStarted,
    /// The file that was sent is not there any more.
    #[error("the ledger's file is gone")]
    ImportFileGone,
    /// It failed too often, by our own fault.
    #[error("the import was given up")]
    ImportGivenUp,
    /// There is nothing to be unmasked.
    #[error("the field is empty")]
    FieldEmpty,
}

impl Fault for PeopleError {
    fn kind(&self) -> Kind {
        if *self == Self::FieldEmpty { Kind::Invalid } else { Kind::Conflict }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::DuplicateIdentity => "people.duplicate_identity",
            Self::PossibleDuplicate => "people.possible_duplicate",
            Self::EventImpossible => "people.event_impossible",
            Self::EventHasFollowers => "people.event_has_followers",
            Self::EventUndone => "people.event_undone",
            Self::ResidentHasHistory => "people.resident_has_history",
            Self::ImportStarted => "people.import_started",
            Self::ImportFileGone => "people.import_file_gone",
            Self::ImportGivenUp => "people.import_given_up",
            Self::FieldEmpty => "people.field_empty",
        }
    }
}
