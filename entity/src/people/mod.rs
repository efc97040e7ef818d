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
pub mod date;
pub mod group;
pub mod identity;
pub mod ledger;
pub mod mask;
pub mod name;
pub mod phone;
pub mod text;
pub mod tier;
pub mod words;

pub use address::Address;
pub use group::Group;
pub use identity::{IdNumber, Sex};
pub use tier::Tier;
