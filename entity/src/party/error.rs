//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with party life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartyError {
    /// A branch is called so already.
    #[error("another branch is called so")]
    NameTaken,
    /// The branch still has members, or is dissolved.
    #[error("the branch is dissolved, or still has members")]
    BranchInUse,
    /// They are on the list already.
    #[error("they are a member here already")]
    MemberAlready,
    /// The branch has a secretary.
    #[error("the branch has a secretary already")]
    SecretaryAlready,
    /// They moved out, or are in that branch already.
    #[error("they cannot be transferred like that")]
    NoTransfer,
    /// It is too far for that, or not far enough.
    #[error("the session is at another stage")]
    WrongStage,
    /// Nobody of the branch is to be invited.
    #[error("nobody is invited")]
    NobodyInvited,
    /// Not more than half of those who are invited are there.
    #[error("not more than half are there")]
    NoQuorum,
    /// The minutes are out already.
    #[error("the minutes are published")]
    Published,
    /// Nothing to be excused from or made up.
    #[error("they are not on its roll, or were there")]
    NotMissed,
    /// The article is not that far.
    #[error("the article is in another state")]
    WrongState,
    /// Whoever wrote it cannot approve it.
    #[error("somebody else has to look it over")]
    OwnArticle,
}

impl Fault for PartyError {
    fn kind(&self) -> Kind {
        match self {
            Self::OwnArticle => Kind::Forbidden,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NameTaken => "party.name_taken",
            Self::BranchInUse => "party.branch_in_use",
            Self::MemberAlready => "party.member_already",
            Self::SecretaryAlready => "party.secretary_already",
            Self::NoTransfer => "party.no_transfer",
            Self::WrongStage => "party.wrong_stage",
            Self::NobodyInvited => "party.nobody_invited",
            Self::NoQuorum => "party.no_quorum",
            Self::Published => "party.published",
            Self::NotMissed => "party.not_missed",
            Self::WrongState => "party.wrong_state",
            Self::OwnArticle => "party.own_article",
        }
    }
}
