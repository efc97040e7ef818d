//! A worker with jobs that no product has: they abort, panic, never end, wait for a gate, take long, or are good; others it does as the product.
//! `mulin-poison worker --data FOLDER`, with `DATABASE_URL`, is what the chaos tests start, stop and kill.

use std::{io::Write, path::PathBuf, sync::Arc, time::Duration};

use clap::Parser;
use mulin::{app::App, config::Config};
use mulin_entity::kernel::{Failure, Result};
use mulin_worker::{
    Context, Outcome, registry,
    runner::{Cells, Dispatch, Pace},
};
use tokio_util::sync::CancellationToken;

#[derive(Parser)]
struct Flags {
    #[command(flatten)]
    config: Config,
    /// Always `worker`.
    _role: String,
}

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(3).enable_all().build()?;
    runtime.block_on(async {
        let app = App::open(&Flags::parse().config).await?;
        let dispatch: Dispatch = Arc::new(|cx: Context| {
            Box::pin(async move {
                match cx.job.kind.starts_with("chaos.") {
                    true => done(&cx).await,
                    false => registry::dispatch(&cx).await,
                }
            })
        });
        let seconds = |name: &str| anyhow::Ok(Duration::from_secs(std::env::var(name)?.parse()?));
        let pace = Pace { lease: seconds("MULIN_POISON_LEASE")?, longest_turn: seconds("MULIN_POISON_TURN")?, ..Pace::default() };
        let worker = app.worker.doing(dispatch).at(pace);
        if Cells::is_here() {
            worker.run_as_cell().await;
        } else {
            let stop = CancellationToken::new();
            let stopping = stop.clone();
            tokio::spawn(async move {
                let mut asked = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
                asked.recv().await;
                stopping.cancel();
                std::io::Result::Ok(())
            });
            worker.with_cells(Cells::of_this_program()).run(stop).await;
        }
        anyhow::Ok(())
    })?;
    runtime.shutdown_background();
    Ok(())
}

#[expect(clippy::panic, reason = "this is what it is for")]
async fn done(cx: &Context) -> Result<Outcome> {
    match cx.job.payload["what"].as_str().unwrap_or_default() {
        "abort" => std::process::abort(),
        "panic" => panic!("as asked"),
        "loop" => loop {
            std::hint::spin_loop();
        },
        "slow" => tokio::time::sleep(Duration::from_secs(3_600)).await,
        "work" => tokio::time::sleep(Duration::from_millis(50)).await,
        "gated" => return past_the_gate(cx).await,
        _ => tokio::time::sleep(Duration::from_millis(2)).await,
    }
    Ok(Outcome::Done)
}

/// Waits until this worker's gate is open for numbers like its own, notes the try beside the gate, and ends: with a change if its number is odd.
async fn past_the_gate(cx: &Context) -> Result<Outcome> {
    let gate = PathBuf::from(std::env::var_os("MULIN_POISON_GATE").unwrap_or_default());
    let number = cx.job.payload["number"].as_u64().unwrap_or_default();
    let is_open = || std::fs::read_to_string(&gate).ok().and_then(|below| below.parse::<u64>().ok()).is_some_and(|below| number < below);
    while !is_open() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let tries = std::fs::OpenOptions::new().create(true).append(true).open(gate.with_extension("tries"));
    tries.and_then(|mut tries| tries.write_all(format!("{}\n", cx.job.lease).as_bytes())).map_err(Failure::internal)?;
    if number.is_multiple_of(2) {
        return Ok(Outcome::Done);
    }
    let tx = cx.tx().await?;
    tx.audit("chaos.done", "job", cx.job.id, serde_json::Value::Null).await?;
    cx.settle(tx).await
}
