//! Campaigns (三工联动): party workers, social workers and volunteers go to everybody on a roster that was frozen, and nobody is left
//! out. What is found at a door is an event that is only added; how a target stands is a fold over its events, so that phones which
//! were off the net may send theirs in any order, and twice.

#[allow(clippy::module_inception, reason = "the table has the name of its context")]
pub mod campaign;
pub mod campaign_call;
pub mod campaign_mark;
pub mod campaign_shift;
pub mod campaign_target;

pub mod archive;
pub mod calls;
pub mod can;
pub mod doors;
pub mod error;
pub mod figures;
pub mod job;
pub mod marks;
pub mod notices;
pub mod progress;
pub mod query;
pub mod roster;
pub mod rules;
pub mod service;
pub mod shifts;
pub mod sight;

pub use campaign::{Cause, Stage, Whom};
pub use campaign_shift::Force;
pub use rules::outcome::Outcome;
pub use sight::Sight;
