//! What can go wrong here.

use crate::kernel::{Fault, Kind};

/// What can go wrong with what a street hands down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DirectiveError {
    /// It is too far for that, or not far enough.
    #[error("the directive is in another state")]
    WrongState,
    /// There is no community that it could go to.
    #[error("no community is meant")]
    Nobody,
    /// It was taken on as a matter already.
    #[error("it is a matter already")]
    MatterAlready,
}

impl Fault for DirectiveError {
    fn kind(&self) -> Kind {
        Kind::Conflict
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongState => "directives.wrong_state",
            Self::Nobody => "directives.nobody",
            Self::MatterAlready => "directives.matter_already",
        }
    }
}
