//! What can be wrong with a wish about visits.

use thiserror::Error;

use crate::kernel::{Fault, Kind};

/// See each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum VisitError {
    /// It is done, missed or called off, and the wish does not fit that.
    #[error("the visit is in another state")]
    WrongState,
    /// The no-answer protocol runs: nobody drops such a visit.
    #[error("nobody knows yet how the person is")]
    ProtocolRuns,
    /// Its window has not opened.
    #[error("the window has not opened")]
    NotOpenYet,
    /// A time in the future, or out of all bounds.
    #[error("a time that cannot be")]
    ImpossibleTime,
    /// The person is not visited: dead, moved away, in hospital.
    #[error("the person is not visited now")]
    NotVisited,
    /// The same try, noted twice.
    #[error("noted already")]
    TriedLately,
}

impl Fault for VisitError {
    fn kind(&self) -> Kind {
        match self {
            Self::WrongState | Self::ProtocolRuns | Self::NotOpenYet | Self::NotVisited | Self::TriedLately => Kind::Conflict,
            Self::ImpossibleTime => Kind::Invalid,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongState => "visits.wrong_state",
            Self::ProtocolRuns => "visits.protocol_runs",
            Self::NotOpenYet => "visits.not_open_yet",
            Self::ImpossibleTime => "visits.impossible_time",
            Self::NotVisited => "visits.not_visited",
            Self::TriedLately => "visits.tried_lately",
        }
    }
}
