//! What follows when a community joins or changes its settings.

mod set_up;
