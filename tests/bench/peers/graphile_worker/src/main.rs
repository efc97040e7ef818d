//! `peer-graphile-worker URL JOBS`: enqueue, drain and latency of graphile_worker at its best setting, as one JSON object.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use graphile_worker::{IntoTaskHandlerResult, JobSpec, LocalQueueConfig, TaskHandler, WorkerContext, WorkerOptions, WorkerUtils};
use serde::{Deserialize, Serialize};

static DONE: AtomicUsize = AtomicUsize::new(0);
static STARTED: Mutex<Option<Instant>> = Mutex::new(None);

/// Does nothing.
#[derive(Clone, Deserialize, Serialize)]
struct Nothing {
    number: usize,
}

impl TaskHandler for Nothing {
    const IDENTIFIER: &'static str = "nothing";

    async fn run(self, _: WorkerContext) -> impl IntoTaskHandlerResult {
        *STARTED.lock().expect("a lock") = Some(Instant::now());
        DONE.fetch_add(1, Ordering::Relaxed);
        Ok::<(), String>(())
    }
}

fn options(url: &str) -> WorkerOptions {
    WorkerOptions::default().database_url(url).max_pg_conn(20).schema("peer").define_job::<Nothing>()
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let (url, jobs) = (arguments[1].clone(), arguments[2].parse::<usize>()?);
    let utils = options(&url).init().await?.create_utils();
    let one = enqueue(&utils, 1, jobs / 20).await?;
    let eight = enqueue(&utils, 8, jobs / 40).await?;
    let left = jobs - jobs / 20 - 8 * (jobs / 40);
    let begun = Instant::now();
    for _ in 0..left / 1_000 {
        let some: Vec<(Nothing, JobSpec)> = (0..1_000).map(|number| (Nothing { number }, JobSpec::default())).collect();
        let some: Vec<(Nothing, &JobSpec)> = some.iter().map(|(job, spec)| (job.clone(), spec)).collect();
        utils.add_jobs(&some).await?;
    }
    let bulk = (left / 1_000 * 1_000) as f64 / begun.elapsed().as_secs_f64();

    let waiting = jobs / 20 + 8 * (jobs / 40) + left / 1_000 * 1_000;
    let begun = Instant::now();
    let worker = options(&url).concurrency(500).local_queue(LocalQueueConfig::default().with_size(5_000)).complete_job_batch_delay(Duration::from_millis(1));
    let worker = worker.init().await?;
    let working = tokio::spawn(async move { worker.run().await });
    while DONE.load(Ordering::Relaxed) < waiting {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let drain = waiting as f64 / begun.elapsed().as_secs_f64();
    working.abort();
    tokio::time::sleep(Duration::from_millis(500)).await;

    // Its best for latency: no local queue.
    let worker = options(&url).concurrency(16).init().await?;
    tokio::spawn(async move { worker.run().await });
    tokio::time::sleep(Duration::from_secs(1)).await;
    let mut times = Vec::new();
    for number in 0..1_000 {
        *STARTED.lock().expect("a lock") = None;
        let begun = Instant::now();
        utils.add_job(Nothing { number }, JobSpec::default()).await?;
        let deadline = begun + Duration::from_secs(5);
        while STARTED.lock().expect("a lock").is_none() && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_micros(50)).await;
        }
        let started = STARTED.lock().expect("a lock").take();
        times.push(started.map_or(5_000.0, |started| started.duration_since(begun).as_secs_f64() * 1_000.0));
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    times.sort_by(f64::total_cmp);
    let (p50, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("{}", serde_json::json!({ "one": one, "eight": eight, "bulk": bulk, "drain": drain, "p50": p50, "p99": p99 }));
    std::process::exit(0)
}

async fn enqueue(utils: &WorkerUtils, producers: usize, each: usize) -> anyhow::Result<f64> {
    let begun = Instant::now();
    let mut running = Vec::new();
    for _ in 0..producers {
        let utils = utils.clone();
        running.push(tokio::spawn(async move {
            for number in 0..each {
                utils.add_job(Nothing { number }, JobSpec::default()).await?;
            }
            anyhow::Ok(())
        }));
    }
    for producer in running {
        producer.await??;
    }
    Ok((producers * each) as f64 / begun.elapsed().as_secs_f64())
}
