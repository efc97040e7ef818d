//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with interviews and topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutreachError {
    /// There is a questionnaire, or a topic, of this title.
    #[error("the title is taken")]
    TitleTaken,
    /// Nobody is asked by it any more.
    #[error("the questionnaire is not asked any more")]
    NotAsked,
    /// It is somebody else's interview.
    #[error("somebody else held the interview")]
    NotYours,
    /// The answer was taken up in this way before.
    #[error("the answer was taken up before")]
    TakenUp,
    /// The topic is closed, or is not.
    #[error("the topic is in another state")]
    WrongState,
    /// A topic is closed with a report.
    #[error("there is no report")]
    ReportWanted,
    /// A topic is closed when its milestones are reached.
    #[error("a milestone is not reached")]
    MilestoneOpen,
}

impl Fault for OutreachError {
    fn kind(&self) -> Kind {
        Kind::Conflict
    }

    fn code(&self) -> &'static str {
        match self {
            Self::TitleTaken => "outreach.title_taken",
            Self::NotAsked => "outreach.not_asked_any_more",
            Self::NotYours => "outreach.not_yours",
            Self::TakenUp => "outreach.taken_up",
            Self::WrongState => "outreach.wrong_state",
            Self::ReportWanted => "outreach.report_wanted",
            Self::MilestoneOpen => "outreach.milestone_open",
        }
    }
}
