//! Visits in time: made ahead, followed up when nobody answers, reminded of at each community's own times.

mod alarm;
mod people_changed;
mod person_changed;
pub(crate) mod plan;
mod reminders;
