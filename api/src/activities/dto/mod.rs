//! The activity menu, as it travels.

mod menu;
mod programmes;
mod providers;
mod rooms;
mod wishes;

pub use menu::{Activity, ActivityAct, ActivityFeedback, ActivityPage, NewActivity, NewFeedback};
pub use programmes::{ChildInGroup, Enrolee, NewProgramme, Programme, ProgrammeParticipant};
pub use providers::{ContractReview, DeliverableDeed, NewContract, NewDeliverable, NewProvider, Provider};
pub use rooms::{NewBooking, NewRoom, Room, RoomBooking};
pub use wishes::{NewVote, NewWish, Wish, WishAnswer, WishPage};
