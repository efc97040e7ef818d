//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with campaigns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CampaignError {
    /// There is a campaign of this title.
    #[error("the title is taken")]
    TitleTaken,
    /// It is too far for that, or not far enough.
    #[error("the campaign is at another stage")]
    WrongStage,
    /// Nobody is on the roster.
    #[error("nobody is on the roster")]
    NobodyMeant,
    /// Somebody would be left out.
    #[error("some targets are neither done nor excused")]
    SomeLeft,
}

impl Fault for CampaignError {
    fn kind(&self) -> Kind {
        Kind::Conflict
    }

    fn code(&self) -> &'static str {
        match self {
            Self::TitleTaken => "campaigns.title_taken",
            Self::WrongStage => "campaigns.wrong_stage",
            Self::NobodyMeant => "campaigns.nobody_meant",
            Self::SomeLeft => "campaigns.some_left",
        }
    }
}
