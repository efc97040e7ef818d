//! What holds for the whole API and the whole schema, read off the API document and the database's catalogue: a new operation or table is
//! covered without being told. What is left out stands in `exceptions.rs`, and may only become less.

mod anonymous;
mod catalogue;
mod document;
mod exceptions;
mod forbidden;
mod foreign;
mod furnish;
mod messages;
mod migrations;
mod planner;
mod removal;
mod row_security;
mod scene;
mod schema;
mod snapshot;
mod sources;
mod want;
