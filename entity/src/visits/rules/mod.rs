//! The rules of visits, without a database: when they are due, what may become of them,
//! what follows when nobody answers, in which order they are walked, how they are counted.

pub mod cadence;
pub mod no_answer;
pub mod rate;
pub mod slot;
pub mod state;
pub mod walking;
