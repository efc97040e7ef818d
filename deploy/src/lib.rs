//! The composition root: configuration, telemetry, adapters, and the roles of the one binary.

pub mod app;
pub mod bucket;
pub mod command;
pub mod config;
pub mod demo;
pub mod herald;
pub mod postgres_wake;
pub mod redis_wake;
pub mod schema;
