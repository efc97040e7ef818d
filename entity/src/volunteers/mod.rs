//! Volunteers (睦邻活跃家): who they are and in which teams, tasks that are dispatched to them, the ledger of their hours, their stars and
//! the records that anybody may verify. Who comes to a task is the roll of its occasion: see [`attendance`](crate::attendance).

#[allow(clippy::module_inception, reason = "the table has the name of its context")]
pub mod volunteer;
pub mod volunteer_answer;
pub mod volunteer_claim;
pub mod volunteer_entry;
pub mod volunteer_grading;
pub mod volunteer_objection;
pub mod volunteer_record;
pub mod volunteer_skill;
pub mod volunteer_star;
pub mod volunteer_task;
pub mod volunteer_team;
pub mod volunteer_team_member;

pub mod can;
pub mod claims;
pub mod error;
pub mod figures;
pub mod follow;
pub mod hours;
pub mod job;
pub mod matching;
mod notices;
pub mod query;
pub mod records;
pub mod reminders;
pub mod rules;
pub mod service;
pub mod stars;
pub mod tasks;
pub mod teams;
mod time;

pub use time::Time;
pub use volunteer::State;
pub use volunteer_skill::Skill;
pub use volunteer_task::{Dispatch, Kind, Stage};
