//! Messages: what somebody is told, why, and what became of it.

pub mod can;
pub mod delivery;
pub mod job;
pub mod ledger;
pub mod message;
pub mod query;
pub mod rules;
pub mod service;

pub use rules::Reader;
pub use service::{Intent, Recipient, Urgency, send, send_from_system};
