//! Forms (一表通): a street says once which table it wants, of what and how often; a community may do so for itself. For each period every community
//! finds it filled from what is known, with what changed since the last one; it corrects by hand, has it checked and signs it, and the street accepts
//! or returns it. The street reads counts; rows only where the community says so.

#[allow(clippy::module_inception, reason = "the table has the name of its context")]
pub mod form;
pub mod form_filling;
pub mod form_grant;
pub mod form_mention;
pub mod form_row;
pub mod own_form;

pub mod can;
pub mod cells;
pub mod design;
pub mod erasure;
pub mod error;
pub mod examples;
pub mod export;
pub mod figures;
pub mod fill;
mod gather;
pub mod grants;
pub mod headings;
pub mod job;
pub mod layout;
mod notices;
pub mod own;
pub mod prepare;
pub mod preview;
pub mod query;
pub mod reminders;
pub mod rules;
pub mod service;
pub mod sheet;
pub mod sign;
pub mod street;
pub mod subjects;
pub mod tables;

pub use design::{Design, Every, Plan};
pub use form_filling::State;
pub use form_row::Change;
pub use layout::{By, Fact, Layout, Subject};
pub use rules::Act;
