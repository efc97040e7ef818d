//! Streets, communities, the people who work in them, and how they get in.

pub mod account;
pub mod can;
pub mod community;
pub mod identity;
pub mod log_in;
pub mod login_attempt;
pub mod membership;
pub mod password;
pub mod session;
pub mod street;
pub mod street_member;
