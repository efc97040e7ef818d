//! Handing messages to their channels.

mod carriers;
mod compose;
mod deliver;
mod desk;
mod enclosures;
mod round;
mod tally;
mod verdict;

pub use carriers::Carriers;
pub(crate) use desk::Desk;
