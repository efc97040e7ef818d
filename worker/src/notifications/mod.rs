//! Handing messages to their channels.

mod carriers;
mod compose;
mod deliver;
mod enclosures;
mod verdict;

pub use carriers::Carriers;
