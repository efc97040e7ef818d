//! Handing messages to their channels.

mod carriers;
mod compose;
mod deliver;
mod tally;
mod verdict;

pub use carriers::Carriers;
