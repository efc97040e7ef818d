//! The application under test.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mulin::{app::App, config::Config};
use mulin_api::server::{self, Limits};
use mulin_entity::{
    kernel::{Actor, Clock, Db, ManualClock, Scope},
    notifications::{message, query},
};
use reqwest::{Method, RequestBuilder, header};
use sea_orm::DatabaseConnection;
use serde_json::Value;
use tempfile::TempDir;
use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

use crate::{Answer, Database, Mail, PostgresServer, client, database, mails};

/// The token of somebody who is not logged in.
pub const ANONYMOUS: &str = "";

/// The parts of production, put together the same way, served on a real socket.
pub struct TestApp {
    /// The parts.
    pub app: App,
    /// The clock of everything in it: a Monday morning in Tianjin, until a test moves it.
    pub clock: Arc<ManualClock>,
    /// Which database this is on.
    pub database: Database,
    /// The database's URL, as its owner reaches it.
    pub database_url: String,
    /// Where it listens.
    pub address: SocketAddr,
    /// A connection that sees all tenants.
    pub raw: DatabaseConnection,
    pub(crate) sessions: Mutex<Vec<Uuid>>,
    http: reqwest::Client,
    data: TempDir,
    _stop: DropGuard,
}

impl TestApp {
    /// Starts it on the chosen database.
    pub async fn start() -> Self {
        Self::start_at(monday_morning()).await
    }

    /// Starts it at an instant of the test's choice.
    pub async fn start_at(now: DateTime<Utc>) -> Self {
        let clock = Arc::new(ManualClock::new(now));
        Self::assemble(clock.clone(), clock, None, |_| {}).await
    }

    /// Starts it with what `shape` makes of its configuration.
    pub async fn start_with(shape: impl FnOnce(&mut Config)) -> Self {
        let clock = Arc::new(ManualClock::new(monday_morning()));
        Self::assemble(clock.clone(), clock, None, shape).await
    }

    /// Starts it on a clock that goes by itself, for tests with processes beside this one.
    pub async fn start_on(clock: Arc<dyn Clock>) -> Self {
        let hands = Arc::new(ManualClock::new(clock.now()));
        Self::assemble(clock, hands, None, |_| {}).await
    }

    /// The same with a database on a server of the test's own, which it may break.
    pub async fn start_at_server(clock: Arc<dyn Clock>, server: &PostgresServer) -> Self {
        let hands = Arc::new(ManualClock::new(clock.now()));
        Self::assemble(clock, hands, Some(server), |_| {}).await
    }

    async fn assemble(
        time: Arc<dyn Clock>,
        clock: Arc<ManualClock>,
        server: Option<&PostgresServer>,
        shape: impl FnOnce(&mut Config),
    ) -> Self {
        // What a server would log is what explains a failing test.
        let _ = tracing_subscriber::fmt().with_test_writer().with_max_level(tracing::Level::ERROR).try_init();
        let data = tempfile::Builder::new().prefix("mulin-test-").tempdir().expect("a temporary folder");
        let database = Database::chosen();
        let database_url = match server {
            Some(server) => database::postgres(&server.url).await,
            None => database.fresh(data.path()).await,
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound socket");
        let mut config = config(&data, &database_url, address, database);
        shape(&mut config);
        let app = App::open_with(&config, time).await.expect("the parts fit together");
        let stop = CancellationToken::new();
        let endpoint = mulin_api::endpoint(app.api.clone());
        let limits = Limits { drain: std::time::Duration::from_millis(200), ..Limits::default() };
        tokio::spawn(server::serve(listener, endpoint, limits, stop.clone()));
        let raw = database::across_tenants(&database_url).await;
        let http = client().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        let (sessions, _stop) = (Mutex::default(), stop.drop_guard());
        Self { app, clock, database, database_url, address, raw, sessions, http, data, _stop }
    }

    /// The way to the rows.
    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// The parts of another process on the same database.
    pub async fn beside(&self) -> App {
        self.beside_with(self.clock.clone(), |_| {}).await
    }

    /// The same on another clock, with what `shape` makes of its configuration.
    pub async fn beside_with(&self, clock: Arc<dyn Clock>, shape: impl FnOnce(&mut Config)) -> App {
        let mut config = config(&self.data, &self.database_url, self.address, self.database);
        shape(&mut config);
        App::open_with(&config, clock).await.expect("the parts fit together")
    }

    /// The folder of files and mails.
    pub fn data(&self) -> &std::path::Path {
        self.data.path()
    }

    /// The present instant in the test's world.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Lets time pass. Sessions that the harness made stay open, as if their people had gone on clicking.
    pub async fn advance(&self, by: Duration) {
        self.clock.advance(by);
        self.keep_sessions_open().await;
    }

    /// Goes to an instant.
    pub async fn set_clock(&self, to: DateTime<Utc>) {
        self.clock.set(to);
        self.keep_sessions_open().await;
    }

    /// Runs every job that is due, until none is; how many that were.
    pub async fn work(&self) -> usize {
        self.app.worker.work_until_idle().await.expect("the worker works")
    }

    /// What a message's letter will be filled with.
    pub async fn facts(&self, message: &message::Model) -> Value {
        let scope = Scope { community: message.community_id, actor: Actor::System };
        let tx = self.db().read(&scope).await.expect("the database answers");
        query::facts(&tx, message).expect("facts that can be opened")
    }

    /// Every mail so far, the oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        mails::read(&self.data.path().join("mails"))
    }

    /// The mails to an address.
    pub fn mails_to(&self, address: &str) -> Vec<Mail> {
        self.mails().into_iter().filter(|mail| mail.to().contains(address)).collect()
    }

    /// `GET path`.
    pub async fn get(&self, token: &str, path: &str) -> Answer {
        self.send(Method::GET, token, path, |request| request).await
    }

    /// `POST path` with a body; `Value::Null` for none.
    pub async fn post(&self, token: &str, path: &str, body: Value) -> Answer {
        self.send(Method::POST, token, path, with(body)).await
    }

    /// `PUT path` with a body.
    pub async fn put(&self, token: &str, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, token, path, with(body)).await
    }

    /// `PATCH path` with a body.
    pub async fn patch(&self, token: &str, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, token, path, with(body)).await
    }

    /// `DELETE path`.
    pub async fn delete(&self, token: &str, path: &str) -> Answer {
        self.send(Method::DELETE, token, path, |request| request).await
    }

    /// `POST path` with files and fields.
    pub async fn upload(&self, token: &str, path: &str, form: reqwest::multipart::Form) -> Answer {
        self.send(Method::POST, token, path, |request| request.multipart(form)).await
    }

    /// Any request; `shape` adds what it needs.
    pub async fn send(&self, method: Method, token: &str, path: &str, shape: impl FnOnce(RequestBuilder) -> RequestBuilder) -> Answer {
        let mut request = self.http.request(method.clone(), format!("http://{}{path}", self.address));
        if token != ANONYMOUS {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let response = shape(request).send().await.expect("the server answers");
        Answer::read(format!("{method} {path}"), response).await
    }
}

fn with(body: Value) -> impl FnOnce(RequestBuilder) -> RequestBuilder {
    move |request| if body.is_null() { request } else { request.json(&body) }
}

/// Monday, 9 March 2026, 9 o'clock in China: no holiday near.
fn monday_morning() -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(2026, 3, 9).and_then(|day| day.and_hms_opt(1, 0, 0)).expect("a date").and_utc()
}

/// What a person who starts it by hand would configure; nothing is weaker than in production.
fn config(data: &TempDir, database_url: &str, listen: SocketAddr, database: Database) -> Config {
    #[derive(clap::Parser)]
    struct Flags {
        #[command(flatten)]
        config: Config,
    }
    let mut config = <Flags as clap::Parser>::parse_from(["mulin"]).config;
    config.data = data.path().to_owned();
    config.database_url = Some(database_url.to_owned());
    config.listen = listen;
    config.base_url = None;
    config.smtp_url = None;
    config.smtp_bounces = None;
    config.private_destinations = true;
    config.redis_url = std::env::var("MULIN_TEST_REDIS_URL").ok().filter(|_| database == Database::Postgres);
    config
}
