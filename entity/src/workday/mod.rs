//! The day of somebody who works here: one way through the grid with all kinds of work on it, and for the office what presses today. It has no
//! tables: it looks at those of all others.

pub mod can;
pub mod errand;
pub mod errands;
pub mod pressing;
pub mod walk;
