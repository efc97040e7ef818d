//! The harness: the same assembly as production, on a clock that tests turn and a database of their own.
//!
//! ```no_run
//! # async fn example() {
//! use mulin_entity::kernel::Role;
//! use mulin_tests::TestApp;
//!
//! let app = TestApp::start().await;
//! let street = app.street("120113004").await;
//! let community = app.community(&street, "120113004017").await;
//! let admin = app.member(&community, Role::CommunityAdmin).await;
//! let me = app.get(&admin.token, "/api/v1/me").await.expect(200);
//! assert_eq!(me["memberships"][0]["community"]["code"], "120113004017");
//! # }
//! ```
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a harness that cannot go on fails the test")]

mod answer;
mod app;
mod client;
mod database;
mod mails;
mod people;
mod postgres_server;
pub mod providers;
mod proxy;
mod redis_server;
mod sink;
mod smtp_sink;

pub use answer::Answer;
pub use app::{ANONYMOUS, TestApp};
pub use client::client;
pub use database::Database;
pub use mails::Mail;
pub use people::{Community, Member, Street};
pub use postgres_server::PostgresServer;
pub use proxy::{Line, Proxy};
pub use redis_server::RedisServer;
pub use sink::Sink;
pub use smtp_sink::{Act, Envelope, Greets, SmtpSink, Verb};
