//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProjectError {
    /// It is too far for that, or not far enough.
    #[error("the project is at another stage")]
    WrongStage,
    /// A milestone is still to be reached.
    #[error("a milestone is not reached")]
    MilestoneOpen,
    /// Nobody has shown how it looks now.
    #[error("there is no photo of how it was left")]
    PhotoWanted,
    /// Nobody was asked.
    #[error("there is no opinion")]
    OpinionWanted,
    /// Another project is called so.
    #[error("the name is taken")]
    NameTaken,
    /// Somebody else changed it in between.
    #[error("the project was changed meanwhile")]
    Stale,
}

impl Fault for ProjectError {
    fn kind(&self) -> Kind {
        match self {
            Self::Stale => Kind::Stale,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongStage => "projects.wrong_stage",
            Self::MilestoneOpen => "projects.milestone_open",
            Self::PhotoWanted => "projects.photo_wanted",
            Self::OpinionWanted => "projects.opinion_wanted",
            Self::NameTaken => "projects.name_taken",
            Self::Stale => "kernel.stale",
        }
    }
}
