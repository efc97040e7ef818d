//! An API as a process of its own, which is killed under its requests and comes back at the same address.

use std::{net::SocketAddr, process::Stdio};

use mulin_tests::TestApp;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpListener,
    process::{Child, ChildStdout, Command},
};

pub struct Replica {
    pub address: SocketAddr,
    command: Box<dyn Fn() -> Command + Send + Sync>,
    child: Child,
    _stdout: BufReader<ChildStdout>,
}

impl Replica {
    /// Starts one beside `app`, on the same database; answers once it is ready.
    pub async fn start(app: &TestApp) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").await.and_then(|socket| socket.local_addr()).expect("a free port");
        let binary = std::env::var("MULIN_BINARY").expect("tests/run chaos names it");
        let (data, database) = (app.data().to_owned(), app.database_url.clone());
        let command = move || {
            let mut command = Command::new(&binary);
            command.args(["api", "--listen", &address.to_string(), "--data"]).arg(&data);
            command.env("DATABASE_URL", &database).env("MULIN_LOG", "off").stdout(Stdio::piped()).kill_on_drop(true);
            command
        };
        let (child, _stdout) = ready(command()).await;
        Self { address, command: Box::new(command), child, _stdout }
    }

    /// `kill -9`, without a word; answers once another one is ready in its place.
    pub async fn die_and_rise(&mut self) {
        assert!(self.child.try_wait().expect("a child").is_none(), "it had ended by itself");
        self.child.kill().await.expect("it dies");
        (self.child, self._stdout) = ready((self.command)()).await;
    }
}

async fn ready(mut command: Command) -> (Child, BufReader<ChildStdout>) {
    let mut child = command.spawn().expect("the binary starts");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    while !line.starts_with("ready") {
        line.clear();
        assert!(stdout.read_line(&mut line).await.expect("a pipe") > 0, "it ended before it was ready");
    }
    (child, stdout)
}
