//! Matters (诉求、事项): what people bring up by whatever way, who deals with it by when, and whether it was solved (即收即办).

pub mod matter;
pub mod matter_event;
pub mod matter_kind;

pub mod acts;
pub mod can;
pub mod care;
pub mod duplicates;
pub mod error;
pub mod figures;
pub mod follow;
pub mod intake;
pub mod job;
pub mod kinds;
pub mod own;
pub mod public;
pub mod query;
pub mod rechecks;
pub mod rules;
pub mod sight;

pub use matter::{Source, Stage};
