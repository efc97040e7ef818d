//! Jobs of `mulin-poison`, and workers that do them.

use std::{path::Path, process::Stdio, time::Duration};

use mulin_entity::kernel::{Job, PLATFORM, queue, queue::job};
use mulin_tests::TestApp;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use tokio::process::{Child, Command};
use uuid::Uuid;

/// What `mulin-poison` is told to do.
#[derive(Serialize, Deserialize)]
pub struct Odd {
    pub what: String,
    pub number: usize,
}

impl Job for Odd {
    const KIND: &'static str = "chaos.odd";
    const MAX_ATTEMPTS: i32 = 2;

    fn key(&self) -> String {
        format!("{}:{}", self.what, self.number)
    }
}

pub async fn ask(app: &TestApp, what: &'static str, numbers: std::ops::Range<usize>) {
    ask_in(app, PLATFORM, what, numbers).await;
}

/// The same for a community.
pub async fn ask_in(app: &TestApp, community: Uuid, what: &'static str, numbers: std::ops::Range<usize>) {
    let jobs: Vec<Odd> = numbers.map(|number| Odd { what: what.to_owned(), number }).collect();
    queue::ask(app.db(), community, &jobs).await.unwrap();
}

/// A worker that does them, each in `longest_turn` seconds at most.
pub fn worker(app: &TestApp, longest_turn: u64) -> Child {
    worker_with(app, longest_turn, Duration::from_secs(2))
}

/// The same, with leases of such a length.
pub fn worker_with(app: &TestApp, longest_turn: u64, lease: Duration) -> Child {
    command(app, longest_turn, lease).spawn().expect("the binary starts")
}

/// One that lets jobs pass whose numbers are below what stands in the file `gate`.
pub fn worker_behind(app: &TestApp, gate: &Path, lease: Duration) -> Child {
    command(app, 3_600, lease).env("MULIN_POISON_GATE", gate).spawn().expect("the binary starts")
}

fn command(app: &TestApp, longest_turn: u64, lease: Duration) -> Command {
    let binary = std::env::var("MULIN_POISON").expect("tests/run chaos names it");
    let mut command = Command::new(binary);
    command.arg("worker").arg("--data").arg(app.data()).env("DATABASE_URL", &app.database_url).env("MULIN_LOG", "off");
    command.env("MULIN_POISON_TURN", longest_turn.to_string()).env("MULIN_POISON_LEASE", lease.as_secs().to_string());
    command.stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    command
}

/// Sends it a signal, such as `-TERM`.
pub async fn signal(worker: &Child, signal: &str) {
    let id = worker.id().expect("it runs").to_string();
    assert!(Command::new("kill").args([signal, &id]).status().await.unwrap().success(), "it has ended");
}

/// How many of all kinds of them are not at their end.
pub async fn alive(app: &TestApp) -> u64 {
    let odd = job::Entity::find().filter(job::Column::Kind.eq(Odd::KIND));
    odd.filter(job::Column::State.is_in([job::State::Ready, job::State::Running])).count(&app.raw).await.unwrap()
}

/// How many such jobs are in one of the states.
pub async fn count(app: &TestApp, what: &str, states: &[job::State]) -> u64 {
    let jobs = job::Entity::find().filter(job::Column::Key.starts_with(format!("{what}:")));
    jobs.filter(job::Column::State.is_in(states.iter().copied())).count(&app.raw).await.unwrap()
}

pub async fn of(app: &TestApp, what: &str) -> Vec<job::Model> {
    job::Entity::find().filter(job::Column::Key.starts_with(format!("{what}:"))).all(&app.raw).await.unwrap()
}
