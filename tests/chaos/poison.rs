//! A worker with jobs that no product has: they abort, panic, never end, take long, or are good.
//! `mulin-poison worker --data FOLDER`, with `DATABASE_URL`, is what the chaos tests start and kill.

use std::{sync::Arc, time::Duration};

use clap::Parser;
use mulin::{app::App, config::Config};
use mulin_worker::{
    Context, Outcome,
    runner::{Cell, Dispatch, Pace},
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
        let dispatch: Dispatch =
            Arc::new(|cx: Context| Box::pin(async move { Ok(done(cx.job.payload["what"].as_str().unwrap_or_default()).await) }));
        let seconds = |name: &str| anyhow::Ok(Duration::from_secs(std::env::var(name)?.parse()?));
        let pace = Pace { lease: seconds("MULIN_POISON_LEASE")?, longest_turn: seconds("MULIN_POISON_TURN")?, ..Pace::default() };
        let worker = app.worker.doing(dispatch).at(pace);
        if Cell::is_here() {
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
            worker.with_cell(Cell::of_this_program()).run(stop).await;
        }
        anyhow::Ok(())
    })?;
    runtime.shutdown_background();
    Ok(())
}

#[expect(clippy::panic, reason = "this is what it is for")]
async fn done(what: &str) -> Outcome {
    match what {
        "abort" => std::process::abort(),
        "panic" => panic!("as asked"),
        "loop" => loop {
            std::hint::spin_loop();
        },
        "slow" => tokio::time::sleep(Duration::from_secs(3_600)).await,
        _ => tokio::time::sleep(Duration::from_millis(2)).await,
    }
    Outcome::Done
}
