//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PointError {
    /// There are not enough points on the account.
    #[error("not enough points")]
    NotEnough,
    /// Nothing is left of it, or it is not offered now.
    #[error("the reward is not to be had")]
    NotToBeHad,
    /// They have had as many as one person may.
    #[error("one person may have no more of it")]
    HadEnough,
    /// It is not waiting any more.
    #[error("the redemption is over")]
    Over,
    /// It was undone before.
    #[error("the posting is reversed already")]
    ReversedAlready,
    /// Somebody has decided already.
    #[error("it is decided already")]
    Decided,
    /// The time for objections is over.
    #[error("the board is closed")]
    BoardClosed,
    /// So many points want the administrator.
    #[error("only the administrator gives so many")]
    TooManyForOffice,
}

impl Fault for PointError {
    fn kind(&self) -> Kind {
        match self {
            Self::TooManyForOffice => Kind::Forbidden,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotEnough => "points.not_enough",
            Self::NotToBeHad => "points.not_to_be_had",
            Self::HadEnough => "points.had_enough",
            Self::Over => "points.over",
            Self::ReversedAlready => "points.reversed_already",
            Self::Decided => "points.decided",
            Self::BoardClosed => "points.board_closed",
            Self::TooManyForOffice => "points.too_many_for_office",
        }
    }
}
