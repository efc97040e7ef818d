//! What follows when a community changes its calendar.

mod changed;
