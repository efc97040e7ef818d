//! The five-star activity menu (五星活动菜单): the centre with its rooms, bought-in providers, what is on, programmes that go on over many
//! sessions, and what people wish for. Who orders, waits and comes is the roll of an activity's occasion: see
//! [`attendance`](crate::attendance).

pub mod activity;
pub mod activity_feedback;
pub mod programme;
pub mod programme_member;
pub mod programme_term;
pub mod provider;
pub mod provider_contract;
pub mod provider_deliverable;
pub mod provider_review;
pub mod room;
pub mod room_booking;
pub mod room_slot;
pub mod wish;
pub mod wish_vote;

pub mod bookings;
pub mod can;
pub mod contracts;
pub mod course;
pub mod error;
pub mod feedback;
pub mod figures;
pub mod follow;
pub mod job;
mod notices;
pub mod programmes;
pub mod providers;
pub mod public;
pub mod query;
pub mod reminders;
pub mod rooms;
pub mod rules;
pub mod service;
pub mod terms;
pub mod wishes;
