//! Privacy (数据权利): what is kept about somebody, why and on what ground; their requests about it, which have a clock; and whom it
//! concerns when somebody saw more than they should.

pub mod can;
pub mod classes;
pub mod copies;
pub mod decide;
pub mod error;
pub mod exposures;
pub mod figures;
pub mod job;
pub mod kept;
mod notices;
pub mod privacy_copy;
pub mod privacy_request;
pub mod query;
pub mod reminders;
pub mod rules;
pub mod service;
pub mod unmask;

pub use classes::{Basis, Class};
pub use privacy_copy::Form;
pub use privacy_request::{Kind, State, Way};
