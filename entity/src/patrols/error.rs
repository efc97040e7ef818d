//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with patrols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PatrolError {
    /// Another point or route is called so.
    #[error("the name is taken")]
    NameTaken,
    /// It is not looked at any more.
    #[error("the point is retired")]
    Retired,
    /// Nobody has shown how it looks now.
    #[error("there is no photo of how it was left")]
    PhotoWanted,
    /// Nobody is there to whom it could be given.
    #[error("nobody to give it to")]
    NobodyThere,
    /// The same was found at the same place since: that one goes on.
    #[error("it was found anew")]
    FoundAnew,
    /// It is not the time for that.
    #[error("that cannot be done with it any more")]
    WrongStage,
    /// It has not begun.
    #[error("it has not begun")]
    NotBegun,
    /// Somebody else is responsible.
    #[error("somebody else is responsible")]
    NotYours,
}

impl Fault for PatrolError {
    fn kind(&self) -> Kind {
        Kind::Conflict
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NameTaken => "patrols.name_taken",
            Self::Retired => "patrols.retired",
            Self::PhotoWanted => "patrols.photo_wanted",
            Self::NobodyThere => "patrols.nobody_there",
            Self::FoundAnew => "patrols.found_anew",
            Self::WrongStage => "patrols.wrong_stage",
            Self::NotBegun => "patrols.not_begun",
            Self::NotYours => "patrols.not_yours",
        }
    }
}
