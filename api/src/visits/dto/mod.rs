//! What travels.

mod policy;
mod rate;
mod visit;

pub use policy::{Assignment, Plan, PlanPage, Policy};
pub use rate::{Forecast, ForecastList, Greeting, GreetingList, Rate, RateList};
pub use visit::{Cancellation, NewRecord, NewVisit, NoAnswer, Visit, VisitPage};
