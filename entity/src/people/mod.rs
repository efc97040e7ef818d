//! People: grids, buildings, dwellings, households, residents, what happens to
//! them, and the ledgers (台账) that a community keeps of them.

pub mod building;
pub mod contact;
pub mod dwelling;
pub mod grid;
pub mod household;
pub mod job;
pub mod ledger_fault;
pub mod ledger_import;
pub mod ledger_mapping;
pub mod ledger_row;
pub mod person;
pub mod person_event;
pub mod person_group;

pub mod address;
pub mod can;
pub mod code;
pub mod contacts;
pub mod date;
mod duplicates;
pub mod error;
pub mod events;
pub mod export;
pub mod few;
pub mod group;
pub(crate) mod here;
pub mod households;
pub mod identity;
pub mod import;
pub mod ledger;
pub mod mask;
pub mod name;
pub mod phone;
pub mod places;
pub mod query;
pub mod reach;
pub mod residents;
pub mod rules;
pub mod text;
pub mod tier;
pub mod unmask;
pub mod words;

pub use address::Address;
pub use group::Group;
pub use identity::{IdNumber, Sex};
pub use reach::Reach;
pub use tier::Tier;
