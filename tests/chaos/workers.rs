//! Workers as processes of their own, and what happens to them.

use std::{os::unix::process::ExitStatusExt, process::Stdio, time::Duration};

use mulin_tests::{Database, Sink, TestApp};
use tokio::{
    process::{Child, Command},
    time::timeout,
};

/// How a process ends that aborts.
const SIGABRT: i32 = 6;

pub struct Workers {
    command: Box<dyn Fn() -> Command + Send + Sync>,
    running: Vec<Child>,
}

impl Workers {
    /// Two workers where many processes share a server; the service as a whole where the database is embedded.
    pub fn start(app: &TestApp, sink: &Sink) -> Self {
        let command = worker(app, sink);
        let count = if app.database == Database::Postgres { 2 } else { 1 };
        let running = (0..count).map(|_| command().spawn().expect("the binary starts")).collect();
        Self { command: Box::new(command), running }
    }

    /// `kill -9`, without a word; another one takes its place.
    pub async fn kill_one(&mut self) {
        let unlucky = rand::random_range(0..self.running.len());
        let child = &mut self.running[unlucky];
        assert!(child.try_wait().expect("a child").is_none(), "a worker had ended by itself");
        child.kill().await.expect("it dies");
        *child = (self.command)().spawn().expect("the binary starts");
    }

    pub async fn stop(mut self) {
        for child in &mut self.running {
            child.kill().await.expect("it ends");
        }
    }
}

/// How a worker is started: alone where many processes share a server, the service as a whole where the database is embedded.
fn worker(app: &TestApp, sink: &Sink) -> impl Fn() -> Command + Send + Sync + use<> {
    let binary = std::env::var("MULIN_BINARY").expect("tests/run chaos names it");
    let role: &[&str] = if app.database == Database::Postgres { &["worker"] } else { &["serve", "--listen", "127.0.0.1:0"] };
    let (data, database) = (app.data().to_owned(), app.database_url.clone());
    let smtp = format!("smtp://{}", sink.address);
    let redis = std::env::var("MULIN_TEST_REDIS_URL").ok().filter(|_| app.database == Database::Postgres);
    move || {
        let mut command = Command::new(&binary);
        command.args(role).arg("--data").arg(&data).env("DATABASE_URL", &database).env("SMTP_URL", &smtp).env("MULIN_LOG", "error");
        redis.iter().for_each(|redis| {
            command.env("REDIS_URL", redis);
        });
        command.stdout(Stdio::null()).kill_on_drop(true);
        command
    }
}

/// Lets a worker run until it dies where `order` says.
pub async fn run_until_it_dies(app: &TestApp, sink: &Sink, order: &str) {
    let mut doomed = worker(app, sink)().env("MULIN_DIE_AT", order).stderr(Stdio::null()).spawn().expect("the binary starts");
    let ended = timeout(Duration::from_secs(60), doomed.wait()).await.unwrap_or_else(|_| panic!("nobody passed {order}"));
    let signal = ended.expect("a child").signal();
    assert_eq!(signal, Some(SIGABRT), "it ended otherwise than at {order}");
}
