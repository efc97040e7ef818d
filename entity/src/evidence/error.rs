//! What can be wrong with a photo.

use thiserror::Error;

use crate::kernel::{Fault, Kind};

/// See each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EvidenceError {
    /// It cannot be read as a photo.
    #[error("not a photo")]
    NotAPhoto,
    /// One thing has no more than so many.
    #[error("too many photos")]
    TooManyPhotos,
}

impl Fault for EvidenceError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotAPhoto => Kind::Unsupported,
            Self::TooManyPhotos => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotAPhoto => "evidence.not_a_photo",
            Self::TooManyPhotos => "evidence.too_many_photos",
        }
    }
}
