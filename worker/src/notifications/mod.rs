//! Handing messages to their channels.

mod deliver;
