//! Moving ledgers (动态台账): one engine for whatever a community keeps a list of. A [`Definition`] says which columns a ledger has and
//! what may stand in them; every row is checked by it, keeps its history, and is reminded of before it runs out or is to be inspected.

pub mod ledger;
pub mod ledger_change;
pub mod ledger_entry;
pub mod ledger_inspection;
pub mod ledger_intake;
pub mod ledger_key;
pub mod ledger_layout;
pub mod ledger_version;

pub mod can;
pub mod define;
pub mod definition;
pub mod entry;
pub mod error;
pub mod export;
pub(crate) mod facts;
pub mod figures;
pub mod history;
pub mod import;
pub mod inspections;
pub mod job;
pub mod layouts;
pub mod query;
mod references;
pub mod reminders;
pub mod rules;
pub mod service;
pub mod shipped;
mod sight;
pub mod unmask;
pub mod value;

pub use definition::{Column, Definition, Kind};
pub use entry::Entry;
