//! Somebody else's queue doing the same on the same server: a program of its own, which is left out where it could not be built.

use anyhow::{Context, ensure};
use serde::Deserialize;
use tokio::process::Command;

use crate::database;

/// What the peer reached.
#[derive(Debug, Deserialize)]
pub struct Peer {
    pub one: f64,
    pub eight: f64,
    pub bulk: f64,
    pub drain: f64,
    /// Milliseconds.
    pub p50: f64,
    pub p99: f64,
}

impl Peer {
    /// Runs graphile_worker, if `tests/bench/run` has built it.
    pub async fn run(jobs: usize) -> anyhow::Result<Option<Self>> {
        let Some(program) = std::env::var_os("MULIN_BENCH_GRAPHILE") else { return Ok(None) };
        let url = database::empty("peer").await?;
        let output = Command::new(program).arg(url).arg(jobs.to_string()).output().await?;
        ensure!(output.status.success(), "graphile_worker: {}", String::from_utf8_lossy(&output.stderr));
        Ok(Some(serde_json::from_slice(&output.stdout).context("figures")?))
    }
}
