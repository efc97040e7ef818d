//! Patrols (文明常建): points that are looked at again and again, what is found there, who puts it right, and whether it comes back (回潮).

pub mod patrol_check;
pub mod patrol_finding;
pub mod patrol_point;
pub mod patrol_round;
pub mod patrol_route;
pub mod patrol_trouble;

pub mod can;
pub mod checks;
pub mod error;
pub mod figures;
pub mod findings;
pub mod follow;
pub mod job;
pub mod query;
pub mod recurrence;
pub mod rounds;
pub mod routes;
pub mod rules;

pub use patrol_trouble::Kind;
