//! An answer as it is kept.

use serde::{Deserialize, Serialize};

/// What was answered. Only texts are kept: a file is made anew by asking for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The HTTP status.
    pub status: u16,
    /// The media type, if there is a body.
    pub media_type: Option<String>,
    /// The body.
    pub body: String,
}
