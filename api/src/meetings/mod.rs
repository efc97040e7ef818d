//! Meetings: prepared, called, held, written down. Their rolls and codes for signing in are those of their occasions.

mod document;
mod dto;
mod keep;
mod record;

pub use document::Document;
pub use dto::{MeetingMinutes, MeetingPublication};
use poem_openapi::OpenApi;

/// The operations of this context.
pub fn apis() -> impl OpenApi {
    (keep::KeepApi, record::RecordApi)
}
