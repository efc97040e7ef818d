//! Work about people.

mod person_changed;
