//! Meetings (四会): called, held with a quorum, written down, and what was resolved taken on as matters. Who is invited and who came is the
//! roll of the meeting's occasion: see [`attendance`](crate::attendance).

#[allow(clippy::module_inception, reason = "the table has the name of its context")]
pub mod meeting;
pub mod meeting_resolution;

pub mod archive;
pub mod can;
pub mod course;
pub mod error;
pub mod figures;
pub mod job;
mod notices;
pub(crate) mod paper;
pub mod query;
pub mod reminders;
pub mod resolutions;
pub mod rules;
pub mod service;

pub use meeting::{Kind, MinutesState, Stage};
