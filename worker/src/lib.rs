//! Mulin's time and outside world: the timetable, the job handlers, mail and messages.

pub mod channels;
pub mod context;
pub mod mail;
pub mod registry;
pub mod runner;
pub mod timetable;

mod activities;
mod assignment;
mod attendance;
mod calendar;
mod campaigns;
mod directives;
mod duty;
mod enrolment;
mod evidence;
mod forms;
mod kernel;
mod ledgers;
mod matters;
mod meetings;
pub mod notifications;
mod outreach;
mod partners;
mod party;
mod patrols;
mod people;
mod points;
mod privacy;
mod projects;
mod reports;
mod tenancy;
mod tls;
mod visits;
mod volunteers;

pub use context::{Context, Handle, Outcome, Turn};
pub use runner::Runner;
