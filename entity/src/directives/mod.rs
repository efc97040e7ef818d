//! What a street hands down (任务下达): a notice to be acknowledged, or a task to be done by a day. Each community has a copy of its own, answers
//! on it, and may take it on as a matter; the street reads the answers, accepts or returns them, and urges whoever is late.

pub mod directive;
pub mod directive_copy;

pub mod can;
pub mod error;
pub mod figures;
pub mod job;
mod notices;
pub mod query;
pub mod reminders;
pub mod rules;
pub mod service;
pub mod street;

pub use directive::Kind;
pub use directive_copy::State;
pub use rules::Act;
