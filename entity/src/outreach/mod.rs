//! Contact and ask (五联五问): five kinds of parties are asked what they need and what they can give, by plan; what they say becomes a matter, a need or a
//! resource. And research topics (课题攻坚), which go on from what was heard.

pub mod interview;
pub mod interview_outcome;
pub mod outreach_plan;
pub mod questionnaire;
pub mod questionnaire_version;
pub mod research_topic;

pub mod can;
pub mod coverage;
pub mod error;
pub mod export;
pub mod figures;
pub mod forms;
pub mod interviews;
pub mod job;
pub mod outcomes;
pub mod party;
pub mod plans;
pub mod query;
pub mod questions;
pub mod reminders;
pub mod results;
pub mod rules;
pub mod shipped;
pub mod topics;

pub use party::Party;
pub use questions::{Answers, Question, Questions};
