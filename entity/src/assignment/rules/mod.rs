//! The rules of assignments, without a database: what may become of one, and by when.

pub mod act;
pub mod clock;
pub mod course;
