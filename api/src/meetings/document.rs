//! A document to keep.

use poem_openapi::{ApiResponse, payload::Binary};

use crate::people::disposition;

/// A document.
#[derive(ApiResponse)]
pub enum Document {
    /// A text document.
    #[oai(status = 200, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    Docx(Binary<Vec<u8>>, #[oai(header = "Content-Disposition")] String),
}

impl Document {
    /// A document under a name in any script.
    pub fn called(name: &str, bytes: Vec<u8>) -> Self {
        Self::Docx(Binary(bytes), disposition(name))
    }
}
