//! The meaning of Mulin: rows with identity, and the rules and use cases on them.
//!
//! The API and the worker both perform what is written here; neither of them
//! talks to the database on its own. Contexts use only those listed above them.

pub mod kernel;

pub mod activities;
pub mod assignment;
pub mod attendance;
pub mod calendar;
pub mod campaigns;
pub mod demo;
pub mod directives;
pub mod duty;
pub mod enrolment;
pub mod evidence;
pub mod forms;
pub mod jobs;
pub mod ledgers;
pub mod matters;
pub mod meetings;
pub mod notifications;
pub mod outreach;
pub mod partners;
pub mod party;
pub mod patrols;
pub mod people;
pub mod points;
pub mod privacy;
pub mod projects;
pub mod reports;
pub mod schedules;
pub mod tenancy;
pub mod visits;
pub mod volunteers;
pub mod workday;
