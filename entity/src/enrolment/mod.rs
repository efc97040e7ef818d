//! Enrolment (居民认证): how a resident becomes a member who is linked to their record. A member who is linked takes part as that resident,
//! wherever they sign up: see [`who()`]. Contexts that know people by [`Who`] need not know more.

pub mod ask;
pub mod can;
pub mod children;
pub mod desk;
#[allow(clippy::module_inception, reason = "the table has the name of its context")]
pub mod enrolment;
pub mod enrolment_invitation;
pub mod enrolment_request;
pub mod error;
pub mod figures;
pub mod follow;
pub mod guardianship;
pub mod invite;
pub mod job;
mod matches;
mod notices;
pub mod query;
pub mod rules;
mod who;

pub use enrolment_request::State;
pub use who::{Who, acting_for, member_of, members_of, person_of, resolved, who};
