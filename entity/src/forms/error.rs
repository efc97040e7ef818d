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
}

impl Fault for FormError {
    fn kind(&self) -> Kind {
        Kind::Conflict
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongState => "forms.wrong_state",
            Self::Ended => "forms.ended",
        }
    }
}
