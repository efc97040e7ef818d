//! The queue: jobs that do nothing, from being asked for to being done, beside the bare statements and beside a peer.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use mulin::app::App;
use mulin_entity::kernel::{Db, Job, PLATFORM, queue};
use mulin_worker::{
    Context, Outcome,
    runner::{Dispatch, Runner},
};
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{
    database, demo,
    figures::{Figure, Figures, median},
    peer::Peer,
    raw_queue::Raw,
};

const JOBS: usize = 20_000;
const RUNS: usize = 3;
/// Jobs of one call, and of one claim of the bare statements.
pub const BULK: usize = 1_000;
const BEATS: usize = 1_000;

/// Does nothing.
#[derive(Serialize, Deserialize)]
struct Nothing {
    number: usize,
}

impl Job for Nothing {
    const KIND: &'static str = "bench.nothing";

    fn key(&self) -> String {
        self.number.to_string()
    }
}

pub async fn queue(figures: &mut Figures) -> anyhow::Result<()> {
    let url = database::fresh("jobs").await?;
    let stage = demo::stage()?.join("jobs");
    let mut config = database::config(&url, &stage);
    // Each of eight producers has a connection, as those of pgbench have.
    config.connections = 8;
    config.redis_url = std::env::var("MULIN_TEST_REDIS_URL").ok();
    let app = App::open(&config).await?;
    let raw = Raw::prepare(&url).await?;
    let peer = Peer::run(JOBS).await?;
    let (mut drains, mut ceilings, mut bulks) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ceilings.push(raw.drain(JOBS).await?);
        bulks.push(fill(&app.db, JOBS).await?);
        drains.push(drain(&app, JOBS).await?);
    }
    let theirs = |figure: fn(&Peer) -> f64| peer.as_ref().map(|peer| ("graphile_worker", figure(peer)));
    let mut add = |measure, unit, ours, peer, raw, settings: &str| {
        figures.add(Figure { measure, unit, ours, peer, raw, settings: settings.to_owned() });
    };
    add(
        "jobs.drain",
        "jobs/s",
        median(drains),
        theirs(|peer| peer.drain),
        Some(median(ceilings)),
        "20,000 jobs that do nothing, PostgreSQL with fsync, median of 3; leases committed before the run, settled after; raw: pgbench, claim and delete 500 at once, one client; peer: 500 at once, local queue of 5,000",
    );
    add("jobs.enqueue_bulk", "jobs/s", median(bulks), theirs(|peer| peer.bulk), None, "1,000 jobs a call, one producer");
    let (one, eight) = (enqueue(&app.db, 1, 2_000).await?, enqueue(&app.db, 8, 1_000).await?);
    add(
        "jobs.enqueue_1",
        "jobs/s",
        one,
        theirs(|peer| peer.one),
        Some(raw.insert(1, 2_000).await?),
        "each in a transaction of its own, 1 producer; raw: pgbench, the same row into the same table",
    );
    add(
        "jobs.enqueue",
        "jobs/s",
        eight,
        theirs(|peer| peer.eight),
        Some(raw.insert(8, 1_000).await?),
        "each in a transaction of its own, 8 producers; raw: pgbench, the same row into the same table",
    );
    drain(&app, 10_000).await?;
    let (p50, p99) = latency(&app, &App::open(&config).await?).await?;
    let how = "from the call that asks to the handler's first line, the ask's own commit included; woken through Redis";
    add("jobs.latency_p50", "ms", p50, theirs(|peer| peer.p50), None, how);
    add("jobs.latency_p99", "ms", p99, theirs(|peer| peer.p99), None, how);
    config.redis_url = None;
    let (p50, p99) = latency(&App::open(&config).await?, &App::open(&config).await?).await?;
    let how = "the same without Redis: woken by LISTEN/NOTIFY";
    add("jobs.latency_notify_p50", "ms", p50, theirs(|peer| peer.p50), None, how);
    add("jobs.latency_notify_p99", "ms", p99, theirs(|peer| peer.p99), None, how);
    Ok(())
}

async fn fill(db: &Db, jobs: usize) -> anyhow::Result<f64> {
    let begun = Instant::now();
    for first in (0..jobs).step_by(BULK) {
        let some: Vec<Nothing> = (first..first + BULK).map(|number| Nothing { number }).collect();
        queue::ask(db, PLATFORM, &some).await?;
    }
    Ok(jobs as f64 / begun.elapsed().as_secs_f64())
}

/// Until the last of them is settled.
async fn drain(app: &App, jobs: usize) -> anyhow::Result<f64> {
    let done = Arc::new(AtomicUsize::new(0));
    let dispatch: Dispatch = Arc::new({
        let done = done.clone();
        move |_: Context| {
            done.fetch_add(1, Ordering::Relaxed);
            Box::pin(async { Ok(Outcome::Done) })
        }
    });
    let begun = Instant::now();
    let working = Working::start(app.worker.clone().doing(dispatch));
    while done.load(Ordering::Relaxed) < jobs {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    // Its end waits for what is in hand to be settled.
    working.end().await?;
    Ok(jobs as f64 / begun.elapsed().as_secs_f64())
}

async fn enqueue(db: &Db, producers: usize, each: usize) -> anyhow::Result<f64> {
    let begun = Instant::now();
    let mut running = JoinSet::new();
    for producer in 0..producers {
        let db = db.clone();
        running.spawn(async move {
            for number in 0..each {
                queue::ask(&db, PLATFORM, &[Nothing { number: producer * each + number + 1_000_000 * producers }]).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(producer) = running.join_next().await {
        producer??;
    }
    Ok((producers * each) as f64 / begun.elapsed().as_secs_f64())
}

/// One job at a time, asked for by one process and done by another, as far as wake-ups can tell.
async fn latency(asking: &App, working: &App) -> anyhow::Result<(f64, f64)> {
    let started = Arc::new(Mutex::new(None));
    let dispatch: Dispatch = Arc::new({
        let started = started.clone();
        move |_: Context| {
            started.lock().unwrap_or_else(std::sync::PoisonError::into_inner).replace(Instant::now());
            Box::pin(async { Ok(Outcome::Done) })
        }
    });
    let working = Working::start(working.worker.clone().doing(dispatch));
    tokio::time::sleep(Duration::from_secs(2)).await;
    let mut times = Vec::new();
    for number in 0..BEATS {
        let begun = Instant::now();
        queue::ask(&asking.db, PLATFORM, &[Nothing { number }]).await?;
        let at = loop {
            if let Some(at) = started.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take() {
                break at;
            }
            tokio::time::sleep(Duration::from_micros(50)).await;
        };
        times.push(at.duration_since(begun).as_secs_f64() * 1_000.0);
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    working.end().await?;
    times.sort_by(f64::total_cmp);
    Ok((times[times.len() / 2], times[times.len() * 99 / 100]))
}

/// A worker at work.
struct Working {
    stop: CancellationToken,
    task: tokio::task::JoinHandle<()>,
}

impl Working {
    fn start(runner: Runner) -> Self {
        let stop = CancellationToken::new();
        let task = tokio::spawn({
            let stop = stop.clone();
            async move { runner.run(stop).await }
        });
        Self { stop, task }
    }

    async fn end(self) -> anyhow::Result<()> {
        self.stop.cancel();
        Ok(self.task.await?)
    }
}
