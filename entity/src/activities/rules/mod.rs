//! The course of an activity, of a deliverable; when a room is open, and which quarters of an hour somebody takes. Pure.

pub mod course;
pub mod hours;
