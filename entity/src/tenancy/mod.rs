//! Streets, communities, the people who work in them, and how they get in.

pub mod account;
pub(crate) mod attempts;
pub mod can;
pub mod community;
pub mod directory;
pub mod error;
pub mod identity;
pub mod invitation;
pub mod job;
pub mod log_in;
pub mod login_attempt;
pub mod members;
pub mod membership;
pub mod onboarding;
pub mod password;
pub mod query;
pub mod reader;
pub mod reset;
pub mod rules;
pub mod session;
pub mod settings;
pub mod signup;
pub mod street;
pub mod street_member;
pub mod token;
