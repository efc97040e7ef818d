//! Duty (AB岗): each day some are out among people (A) and some at the desk (B). Who it is goes by a rule over the work calendar; who is away
//! or does not answer is stood in for (顶岗).

pub mod duty_leave;
pub mod duty_rule;
pub mod duty_shift;
pub mod duty_swap;

pub mod can;
pub mod error;
pub mod figures;
pub mod job;
pub mod leaves;
pub mod notices;
pub mod planning;
pub mod query;
pub mod routing;
pub mod rules;
pub mod shifts;
pub mod swaps;

pub use duty_shift::{Origin, Post};
