//! Partners (大党委): the units that work together with a community, what they offer and need, and the whistle that calls them (吹哨报到).

pub mod partner_offer;
pub mod partner_unit;
pub mod whistle;
pub mod whistle_call;

pub mod calls;
pub mod can;
pub mod error;
pub mod figures;
pub mod job;
mod notices;
pub mod offers;
pub mod query;
pub mod rates;
pub mod rules;
pub mod units;
pub mod watch;
pub mod whistles;
