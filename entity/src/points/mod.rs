//! Points (积分): what people earn by taking part, and what they have for it. The books are double-entry and only added to; the month is made public
//! and may be objected to; what looks odd is held back until somebody has looked.

pub mod point_account;
pub mod point_board;
pub mod point_doubt;
pub mod point_entry;
pub mod point_lapse;
pub mod point_objection;
pub mod point_posting;
pub mod point_rule;
pub mod point_term;
pub mod redemption;
pub mod reward;

pub mod award;
pub mod boards;
mod books;
pub mod can;
pub mod catalogue;
pub mod doubts;
pub mod earn;
pub mod error;
pub mod figures;
pub mod job;
pub mod lapse;
pub mod query;
pub mod redeem;
pub mod rules;
pub mod tariff;
pub mod tend;
pub mod term;
mod whereabouts;

pub use award::{Service, award};
pub use point_rule::Per;
