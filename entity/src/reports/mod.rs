//! Figures: cells per community, day and measure, computed from the rows, read by the community and its street.

pub mod can;
pub mod goal;
pub mod issue;
pub mod job;
pub mod letters;
pub mod measure;
mod paper;
pub mod papers;
pub mod period;
pub mod query;
pub mod report_cell;
pub mod rules;
pub mod service;
pub mod sources;
pub mod street_report;
pub mod street_target;
pub mod tables;
pub mod targets;
pub mod weekly;
pub mod words;
mod workbook;

pub use measure::{DEFINITION, MEASURES, Measure};
