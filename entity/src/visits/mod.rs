//! Visits to elders (探访): what is owed to whom, who pays it, what was found, what follows when nobody answers.

pub mod can;
pub mod desk;
pub mod entries;
pub mod error;
pub mod feed;
pub mod forecast;
pub mod greetings;
pub mod job;
pub mod plan;
pub mod policy;
pub mod protocol;
pub mod query;
pub mod record;
pub mod reminders;
pub mod roster;
pub mod rules;
pub mod service;
pub mod visit;
pub mod visit_attempt;
pub mod visit_feed;
pub mod visit_plan;
pub mod visit_policy;
