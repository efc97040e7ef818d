//! Messages: what somebody is told, why, and what became of it.

pub mod can;
pub mod carriage;
pub mod channel_figures;
pub mod channels;
pub mod delivery;
pub mod inbox;
pub mod inbox_entry;
pub mod job;
pub mod ledger;
pub mod message;
pub mod message_channel;
pub mod message_policy;
pub mod message_preference;
pub mod message_step;
pub mod message_wording;
pub mod planning;
pub mod policy;
pub mod preferences;
pub mod preview;
pub mod query;
pub mod reach_address;
pub mod receipts;
pub mod retry;
pub mod rules;
pub mod send_count;
pub mod send_slot;
pub mod service;
pub mod summary;
pub mod test_send;
pub mod topic;
pub mod trace;
pub mod unsubscribe;
pub mod wordings;
pub mod writing;

pub use rules::Reader;
pub use service::{Intent, Recipient, Urgency, send, send_from_system, withdraw};
