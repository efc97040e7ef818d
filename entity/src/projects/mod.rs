//! Livelihood and renovation projects (民生实事、改造项目): from what is asked for to what people say of it once it stands.

pub mod project;
pub mod project_cost;
pub mod project_milestone;
pub mod project_opinion;
pub mod project_step;

pub mod can;
pub mod course;
pub mod error;
pub mod figures;
pub mod job;
pub mod query;
pub mod records;
pub mod reminders;
pub mod rules;
pub mod service;

pub use project::{Kind, Stage};
