//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with volunteers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VolunteerError {
    /// It is too far for that, or not far enough.
    #[error("it is at another stage")]
    WrongStage,
    /// They have not been taken, or left.
    #[error("not a volunteer")]
    NotAVolunteer,
    /// The task goes to others.
    #[error("the task is not for them")]
    NotForThem,
    /// Whoever leads a team is in it.
    #[error("the leader is not in the team")]
    LeaderOutside,
    /// Another team is called so.
    #[error("another team is called so")]
    TeamNamed,
    /// A day has no more hours.
    #[error("more hours than a day has")]
    DayTooLong,
    /// It was taken back already.
    #[error("taken back already")]
    Reversed,
    /// The year is graded already.
    #[error("the year is graded already")]
    Graded,
    /// Objections wait for an answer.
    #[error("objections are open")]
    ObjectionsOpen,
}

impl Fault for VolunteerError {
    fn kind(&self) -> Kind {
        Kind::Conflict
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongStage => "volunteers.wrong_stage",
            Self::NotAVolunteer => "volunteers.not_a_volunteer",
            Self::NotForThem => "volunteers.not_for_them",
            Self::LeaderOutside => "volunteers.leader_outside",
            Self::TeamNamed => "volunteers.team_named",
            Self::DayTooLong => "volunteers.day_too_long",
            Self::Reversed => "volunteers.reversed",
            Self::Graded => "volunteers.graded",
            Self::ObjectionsOpen => "volunteers.objections_open",
        }
    }
}
