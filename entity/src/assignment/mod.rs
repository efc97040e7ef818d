//! What is handed out (分派): who has to do something, by when, and what became of it. Written once for matters, findings, whistles and
//! whatever else somebody answers for.

#[allow(clippy::module_inception, reason = "the table has the name of its context")]
pub mod assignment;
pub mod assignment_step;

pub mod alarm;
pub mod deeds;
pub mod error;
pub mod job;
mod notices;
pub mod query;
pub mod rules;
pub mod service;
pub mod sight;
pub mod stand_ins;
mod subject;

pub use rules::{act::Act, clock::Terms, course::State};
pub use sight::Sight;
pub use subject::Of;
