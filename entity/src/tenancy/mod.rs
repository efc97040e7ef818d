//! Streets, communities, the people who work in them, and how they get in.

pub mod account;
pub mod can;
pub mod community;
pub mod identity;
pub mod membership;
pub mod session;
pub mod street;
pub mod street_member;
