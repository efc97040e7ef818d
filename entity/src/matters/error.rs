//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MatterError {
    /// It is too far for that, or not far enough.
    #[error("the matter is at another stage")]
    WrongStage,
    /// A matter cannot be dealt with in itself, or in one that is closed.
    #[error("cannot be merged into that")]
    WrongTarget,
    /// Nobody is there to whom it could be given.
    #[error("nobody to give it to")]
    NobodyThere,
    /// The kind is not chosen any more.
    #[error("the kind is retired")]
    KindRetired,
    /// Another kind is called so.
    #[error("the name is taken")]
    NameTaken,
}

impl Fault for MatterError {
    fn kind(&self) -> Kind {
        match self {
            Self::KindRetired => Kind::Invalid,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongStage => "matters.wrong_stage",
            Self::WrongTarget => "matters.wrong_target",
            Self::NobodyThere => "matters.nobody_there",
            Self::KindRetired => "matters.kind_retired",
            Self::NameTaken => "matters.name_taken",
        }
    }
}
