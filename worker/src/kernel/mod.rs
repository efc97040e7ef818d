//! Keeping the queue itself in order.

mod tidy;
