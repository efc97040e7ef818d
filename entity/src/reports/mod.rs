//! Figures: cells per community, day and measure, computed from the rows, read by the community and its street.

pub mod can;
pub mod job;
pub mod measure;
pub mod query;
pub mod report_cell;
pub mod rules;
pub mod service;
pub mod sources;
pub mod tables;
pub mod weekly;

pub use measure::{DEFINITION, MEASURES, Measure};
