//! Attendance (报名与签到): who takes part in something that has a time, a place and perhaps a number of seats. Written once for
//! activities, volunteers' tasks, meetings and party life, whose own rows refer to an occasion.

pub mod attendance_step;
pub mod attendance_trace;
pub mod attendee;
pub mod can;
pub mod check_in;
pub mod check_out;
pub mod consent;
pub mod desk_device;
pub mod error;
pub mod follow;
pub mod guardian_consent;
pub mod job;
mod ledger;
pub mod notices;
pub mod occasion;
pub mod occasions;
pub mod phone_notice;
pub mod phone_notices;
pub mod query;
pub mod rules;
pub mod sign_up;
mod standing;
pub mod tick;
pub mod traces;

pub use crate::enrolment::Who;
pub use rules::terms::Terms;
