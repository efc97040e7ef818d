//! Patrols (文明常建): points that are looked at again and again, what is found there, who puts it right, and whether it comes back (回潮);
//! campaigns against some kinds of trouble (专项整治) and publicity events (文明宣传).

pub mod patrol_campaign;
pub mod patrol_campaign_scope;
pub mod patrol_check;
pub mod patrol_finding;
pub mod patrol_point;
pub mod patrol_round;
pub mod patrol_route;
pub mod patrol_trouble;
pub mod publicity_event;

pub mod campaign_figures;
pub mod campaign_rules;
pub mod campaigns;
pub mod can;
pub mod checks;
pub mod course;
pub mod error;
pub mod figures;
pub mod findings;
pub mod follow;
pub mod job;
mod notices;
pub mod publicity;
pub mod query;
pub mod recurrence;
pub mod rounds;
pub mod routes;
pub mod rules;

pub use patrol_trouble::Kind;
