//! Takes due jobs and has them done.
//!
//! A job is claimed with a lease that is committed before it runs, kept by a heartbeat while it runs, and settled
//! under the lease's token: whoever lost the lease changes nothing.

mod backoff;
mod beat;
mod hands;
mod perform;

use std::{sync::Arc, time::Duration};

use mulin_entity::kernel::{Db, Result, queue};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{mail::Post, timetable};
use hands::Hands;
pub(crate) use perform::retry;

/// How long a job is ours without a sign of life.
pub(crate) const LEASE: Duration = Duration::from_secs(15);
/// How many jobs are in hand at once.
const AT_ONCE: usize = 16;
/// How many workers a job may take down before it is buried.
const MOST_CRASHES: i32 = 5;
/// How long without a hint before looking again.
const POLL: Duration = Duration::from_secs(1);
/// How long a stop waits for what is in hand, before it is given back.
const DRAIN: Duration = Duration::from_secs(8);
/// The longest wait while the database cannot be reached.
const LONGEST_OUTAGE_WAIT: Duration = Duration::from_secs(5);

/// The outside world, as handlers see it.
#[derive(Clone)]
pub struct World {
    /// Where people reach the service, for links in messages.
    pub base_url: Arc<str>,
    /// Writes letters and hands them over.
    pub post: Arc<Post>,
}

/// The worker.
#[derive(Clone)]
pub struct Runner {
    db: Db,
    world: World,
    hands: Hands,
}

impl Runner {
    /// A worker on `db`.
    pub fn new(db: Db, world: World) -> Self {
        Self { db, world, hands: Hands::default() }
    }

    /// Works until `stop`. What is in hand is finished first, or given back unharmed if that takes too long.
    pub async fn run(&self, stop: CancellationToken) {
        let beat = tokio::spawn(beat::keep(self.db.clone(), self.hands.clone(), stop.clone()));
        let wake = self.db.wake();
        let mut running = JoinSet::new();
        let mut outage = Duration::from_millis(100);
        while !stop.is_cancelled() {
            match self.take(&mut running).await {
                // Full hands, or nothing due: wait for a hint, the next look, or a free hand.
                Ok(taken) => {
                    outage = Duration::from_millis(100);
                    if taken > 0 && running.len() < AT_ONCE {
                        continue;
                    }
                    tokio::select! {
                        () = stop.cancelled() => {}
                        () = wake.woken(), if running.len() < AT_ONCE => {}
                        Some(_) = running.join_next() => {}
                        () = tokio::time::sleep(POLL) => {}
                    }
                    while running.try_join_next().is_some() {}
                }
                Err(error) => {
                    tracing::warn!(%error, "the queue cannot be reached, trying again");
                    tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(outage) => {} }
                    outage = (outage * 2).min(LONGEST_OUTAGE_WAIT);
                }
            }
        }
        let drained = tokio::time::timeout(DRAIN, async { while running.join_next().await.is_some() {} }).await;
        if drained.is_err() {
            self.hands.let_go();
            while running.join_next().await.is_some() {}
        }
        beat.abort();
    }

    /// Does everything that is due now, schedules included, and answers how many jobs that were.
    pub async fn work_until_idle(&self) -> Result<usize> {
        let mut total = 0;
        loop {
            timetable::tick(&self.db).await?;
            queue::sweep(&self.db, MOST_CRASHES).await?;
            let mut running = JoinSet::new();
            let taken = self.take(&mut running).await?;
            while running.join_next().await.is_some() {}
            if taken == 0 {
                return Ok(total);
            }
            total += taken;
        }
    }

    /// Takes as many due jobs as there are free hands. A job that took a worker down before is taken by itself:
    /// it must not take others with it again.
    async fn take(&self, running: &mut JoinSet<()>) -> Result<usize> {
        let free = AT_ONCE.saturating_sub(running.len());
        let mut jobs = match free {
            0 => Vec::new(),
            free => queue::claim(&self.db, free as u64, LEASE, queue::Past::Clean).await?,
        };
        if self.hands.hold_no_suspect() && jobs.len() < free {
            jobs.extend(queue::claim(&self.db, 1, LEASE, queue::Past::Crashed).await?);
        }
        let taken = jobs.len();
        for job in jobs {
            let (runner, grip) = (self.clone(), self.hands.grip(&job));
            running.spawn(async move { runner.perform(job, grip).await });
        }
        Ok(taken)
    }
}
