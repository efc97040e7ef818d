//! Party life (政治三日、板凳课堂、初心静听): branches and their members, the cadence of 三会一课, sessions with roll and minutes, what each member learnt,
//! and a column of articles. Who is invited and who came is the roll of the session's occasion: see [`attendance`](crate::attendance).

pub mod article;
pub mod article_reading;
pub mod party_branch;
pub mod party_cadence;
pub mod party_goal;
pub mod party_member;
pub mod party_presence;
pub mod party_session;
pub mod party_transfer;

pub mod archive;
pub mod articles;
pub mod branches;
pub mod cadence;
pub mod can;
pub mod column;
pub mod course;
pub mod error;
pub mod feed;
pub mod figures;
pub mod follow;
pub mod goals;
pub mod job;
pub mod members;
mod notices;
pub mod presence;
pub mod query;
pub mod reminders;
pub mod rules;
pub mod sessions;
pub mod studies;

pub use party_session::{Kind, Stage};
