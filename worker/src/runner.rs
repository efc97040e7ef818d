//! Takes due jobs and has them done.

use std::{sync::Arc, time::Duration};

use mulin_entity::kernel::{
    Db, Failure, Result,
    queue::{self, Claimed, Verdict},
};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{Context, Outcome, registry};

/// How long a job is ours without a sign of life.
const LEASE: Duration = Duration::from_secs(15);
/// How many jobs are taken at once.
const BATCH: u64 = 32;
/// How many workers a job may take down before it is buried.
const MOST_CRASHES: i32 = 3;
/// How long without a hint before looking again.
const POLL: Duration = Duration::from_secs(1);

/// The outside world, as handlers see it.
#[derive(Clone)]
pub struct World {
    /// Where people reach the service, for links in messages.
    pub base_url: Arc<str>,
}

/// The worker.
#[derive(Clone)]
pub struct Runner {
    db: Db,
    world: World,
}

impl Runner {
    /// A worker on `db`.
    pub fn new(db: Db, world: World) -> Self {
        Self { db, world }
    }

    /// Works until `stop`; what is in hand is finished first.
    pub async fn run(&self, stop: CancellationToken) {
        let wake = self.db.wake();
        while !stop.is_cancelled() {
            match self.work_once().await {
                Ok(0) => tokio::select! {
                    () = stop.cancelled() => {}
                    () = wake.woken() => {}
                    () = tokio::time::sleep(POLL) => {}
                },
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "the queue cannot be reached, trying again");
                    tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(POLL) => {} }
                }
            }
        }
    }

    /// Works off everything that is due now, and answers how many jobs that were.
    pub async fn work_until_idle(&self) -> Result<usize> {
        let mut total = 0;
        loop {
            match self.work_once().await? {
                0 => return Ok(total),
                done => total += done,
            }
        }
    }

    /// Takes one batch and has it done.
    async fn work_once(&self) -> Result<usize> {
        queue::sweep(&self.db, MOST_CRASHES).await?;
        let jobs = queue::claim(&self.db, BATCH, LEASE).await?;
        let count = jobs.len();
        let mut running = JoinSet::new();
        for job in jobs {
            let runner = self.clone();
            running.spawn(async move { runner.perform(job).await });
        }
        while running.join_next().await.is_some() {}
        Ok(count)
    }

    async fn perform(&self, job: Claimed) {
        let job = Arc::new(job);
        let cx = Context { db: self.db.clone(), job: job.clone(), world: self.world.clone() };
        let outcome = tokio::spawn(async move { registry::dispatch(&cx).await }).await;
        let verdict = match outcome {
            Ok(Ok(Outcome::Settled)) => return,
            Ok(Ok(outcome)) => self.verdict(&job, outcome),
            Ok(Err(failure)) => self.failed(&job, &failure),
            // What a panic says may name people; the log of the panic itself is for the machine's owner.
            Err(_) => self.failed(&job, &Failure::internal("its handler panicked")),
        };
        if let Err(error) = queue::settle(&self.db, &job, &verdict).await {
            tracing::warn!(kind = job.kind, id = %job.id, %error, "a job could not be settled; its lease will run out");
        }
    }

    fn failed(&self, job: &Claimed, failure: &Failure) -> Verdict {
        tracing::warn!(kind = job.kind, id = %job.id, error = %failure, "a job failed");
        self.verdict(job, Outcome::Retry { after: None, error: failure.to_string() })
    }

    fn verdict(&self, job: &Claimed, outcome: Outcome) -> Verdict {
        match outcome {
            Outcome::Settled | Outcome::Done => Verdict::Done,
            Outcome::Snooze { until } => Verdict::Snooze { at: until },
            Outcome::Bury { reason } => Verdict::Bury { error: reason },
            Outcome::Retry { error, .. } if job.attempts + 1 >= job.max_attempts => Verdict::Bury { error },
            Outcome::Retry { after, error } => Verdict::Retry { at: self.db.now() + backoff(job.attempts, after), error },
        }
    }
}

/// Full jitter over a window that doubles with each failure, up to an hour, never before what was asked for.
fn backoff(attempts: i32, at_least: Option<Duration>) -> chrono::Duration {
    let window = 5u64.saturating_mul(1 << attempts.clamp(0, 10)).min(3600);
    let jitter = Duration::from_millis(rand::random_range(0..=window * 1000));
    chrono::Duration::from_std(jitter.max(at_least.unwrap_or_default())).unwrap_or(chrono::Duration::hours(1))
}
