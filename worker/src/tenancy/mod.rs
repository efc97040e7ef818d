//! What follows when a community joins or changes its settings.

mod remove;
mod set_up;
