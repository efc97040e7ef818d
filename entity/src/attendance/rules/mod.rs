//! Seats, times, codes and for whom something is. Pure: no database, no clock.

pub mod code;
pub mod roll;
pub mod state;
pub mod terms;
pub mod times;
