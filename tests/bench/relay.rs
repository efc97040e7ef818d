//! Who takes the letters: Postfix's smtp-sink. And its smtp-source, which does nothing but send.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use tokio::{
    net::{TcpListener, TcpStream},
    process::{Child, Command},
};

/// A relay at work; it ends with this.
pub struct Relay {
    /// Where it listens.
    pub address: String,
    tools: PathBuf,
    _sink: Child,
}

impl Relay {
    /// On a free port, by the tools that `tests/bench/run` unpacked.
    pub async fn open() -> anyhow::Result<Self> {
        let tools: PathBuf = std::env::var("MULIN_BENCH_POSTFIX").context("run this by tests/bench/run")?.into();
        let address = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.to_string();
        // Started by root it wants to be somebody else, and nobody will do.
        let mut sink = tool(&tools, "smtp-sink");
        sink.args(["-u", "nobody", &address, "1000"]);
        let relay = Self { address, tools, _sink: sink.spawn()? };
        let patience = Instant::now() + Duration::from_secs(5);
        while TcpStream::connect(&relay.address).await.is_err() {
            ensure!(Instant::now() < patience, "smtp-sink does not listen");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(relay)
    }

    /// How many letters of `bytes` a second smtp-source sends over so many connections.
    pub async fn source(&self, letters: usize, connections: usize, bytes: usize) -> anyhow::Result<f64> {
        let (sessions, messages, length) = (connections.to_string(), letters.to_string(), bytes.to_string());
        let mut source = tool(&self.tools, "smtp-source");
        source.args(["-d", "-s", &sessions, "-m", &messages, "-l", &length]);
        let begun = Instant::now();
        let ended = source.args(["-f", "mulin@example.org", "-t", "worker@example.org", &self.address]).status().await?;
        ensure!(ended.success(), "smtp-source: {ended}");
        Ok(letters as f64 / begun.elapsed().as_secs_f64())
    }
}

fn tool(tools: &Path, name: &str) -> Command {
    let mut command = Command::new(tools.join("usr/sbin").join(name));
    command.env("LD_LIBRARY_PATH", tools.join("usr/lib/postfix")).stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true);
    command
}
