//! A Redis of a test's own, which may be emptied, killed and started again.

use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// It ends with the test.
pub struct RedisServer {
    /// Where it listens: host and port.
    pub address: String,
    child: Child,
    folder: TempDir,
}

impl RedisServer {
    /// Starts one on a free port that keeps nothing.
    pub async fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port").port();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let server = Self { address: format!("127.0.0.1:{port}"), child: spawn(port, &folder), folder };
        server.answers().await;
        server
    }

    /// `FLUSHALL`; how many keys that were.
    pub async fn flush(&self) -> usize {
        let mut conn = self.client().get_multiplexed_async_connection().await.expect("it answers");
        let keys = redis::cmd("DBSIZE").query_async(&mut conn).await.expect("a number");
        redis::cmd("FLUSHALL").query_async::<()>(&mut conn).await.expect("it is emptied");
        keys
    }

    /// Writes something that a flush takes away.
    pub async fn put(&self, key: &str) {
        let mut conn = self.client().get_multiplexed_async_connection().await.expect("it answers");
        redis::cmd("SET").arg(key).arg("").query_async::<()>(&mut conn).await.expect("it is written");
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.child.kill().expect("it dies");
        self.child.wait().expect("it ended");
    }

    /// Starts it at the same address after a kill.
    pub async fn start_again(&mut self) {
        let port = self.address.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).expect("a port");
        self.child = spawn(port, &self.folder);
        self.answers().await;
    }

    fn client(&self) -> redis::Client {
        redis::Client::open(format!("redis://{}", self.address)).expect("a URL")
    }

    async fn answers(&self) {
        let deadline = Instant::now() + Duration::from_secs(10);
        while self.client().get_multiplexed_async_connection().await.is_err() {
            assert!(Instant::now() < deadline, "Redis does not start");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _status_does_not_matter = self.child.wait();
    }
}

fn spawn(port: u16, folder: &TempDir) -> Child {
    let mut command = Command::new("redis-server");
    command.args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir"]).arg(folder.path());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("redis-server is there: tests/install")
}
