//! What every context stands on: the database with its tenants, time,
//! identity, failures, jobs, secrets and pages.

pub mod audit;
pub mod breakpoint;
pub mod can;
pub mod clock;
pub(crate) mod conn;
pub mod db;
pub mod failure;
pub mod files;
pub(crate) mod gate;
pub mod gather;
pub mod id;
pub mod idempotency;
pub mod language;
pub mod owned;
pub mod page;
mod pending;
pub mod queue;
pub mod removal;
pub mod rest;
pub mod scope;
pub mod secret;
pub mod system;
pub mod tx;
pub mod wake;

pub use can::{Level, Permission, Role};
pub use clock::{Clock, ManualClock, SystemClock};
pub use db::{Config, Db};
pub use failure::{Failure, Fault, FieldFault, Kind, Result};
pub use language::Language;
pub use owned::Owned;
pub use page::{Page, PageRequest};
pub use queue::Job;
pub use scope::{Actor, PLATFORM, Scope, Why};
pub use system::SystemTx;
pub use tx::Tx;
