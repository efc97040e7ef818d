//! Mulin over HTTP.

pub mod middleware;
pub mod server;
