//! Messages: what somebody is told, why, and what became of it.

pub mod delivery;
pub mod job;
pub mod message;
pub mod service;

pub use service::{Intent, Recipient, Urgency, send, send_from_system};
