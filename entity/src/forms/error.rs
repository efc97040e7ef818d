//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// It is too far for that, or not far enough.
    #[error("the filling is in another state")]
    WrongState,
    /// It is not wanted any more.
    #[error("the form has ended")]
    Ended,
    /// There is no draft to be issued.
    #[error("nothing of the form waits to be issued")]
    NothingToIssue,
    /// Nothing of it was issued yet.
    #[error("the form was not issued yet")]
    NotIssued,
    /// It was begun for this period.
    #[error("the filling of this period was begun")]
    Begun,
    /// The community has not let the street look at the rows.
    #[error("the rows are not open to the street")]
    NotGranted,
    /// The street may look already.
    #[error("the rows are open to the street already")]
    Granted,
}

impl Fault for FormError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotGranted => Kind::Forbidden,
            _ => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongState => "forms.wrong_state",
            Self::Ended => "forms.ended",
            Self::NothingToIssue => "forms.nothing_to_issue",
            Self::NotIssued => "forms.not_issued",
            Self::Begun => "forms.begun",
            Self::NotGranted => "forms.not_granted",
            Self::Granted => "forms.granted",
        }
    }
}
