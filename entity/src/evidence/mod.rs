//! Photos as proof (佐证): taken in once, without what the camera noted, and shown everywhere by links that soon end.

pub mod photo;

pub mod develop;
pub mod error;
pub mod job;
pub mod links;
pub mod query;
pub mod service;
mod subject;
pub mod sweep;

pub use develop::Developed;
pub use photo::Moment;
pub use subject::Of;
