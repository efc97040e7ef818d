//! What can be said of party life without a database.

pub mod cadence;
pub mod course;
pub mod publishing;
