//! Forms (一表通): a street says once which table it wants, of whom and how often. For each period every community finds it filled from what is
//! known, with what changed since the last one; it corrects by hand, has it checked, signs it, and the street accepts or returns it. The street
//! reads counts, never the rows.

#[allow(clippy::module_inception, reason = "the table has the name of its context")]
pub mod form;
pub mod form_filling;
pub mod form_row;

pub mod can;
pub mod cells;
pub mod error;
pub mod export;
pub mod figures;
mod gather;
pub mod job;
mod notices;
pub mod prepare;
pub mod query;
pub mod reminders;
pub mod rules;
pub mod service;
pub mod sign;
pub mod street;

pub use form_filling::State;
pub use form_row::Change;
pub use rules::{Act, Every, Fact};
