//! What can be said of campaigns without a database: their course, and how a target stands after what was found at its door.

pub mod course;
pub mod outcome;
pub mod standing;
