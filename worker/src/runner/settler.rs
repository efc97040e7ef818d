//! Writes down how turns ended: those that changed nothing else by the hundred.

use std::{collections::HashMap, sync::Arc, time::Duration};

use mulin_entity::kernel::{
    Db, Result,
    queue::{self, Claimed, Verdict},
};
use tokio::{
    sync::mpsc::UnboundedReceiver,
    time::{Instant, sleep},
};
use uuid::Uuid;

use super::{hands::Grip, tally::Tally};

/// The most turns that are written down at once.
const AT_ONCE: usize = 1_000;
/// While the database cannot be reached, an end is kept for so long: a lease that ran out meanwhile is ours until somebody takes it.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long until the next try.
const PAUSE: Duration = Duration::from_millis(200);
/// How many processes may die of a job: the last of them alone with it.
const MOST_DEATHS: i32 = 3;

/// How a turn ended.
pub(super) enum End {
    /// Its handler says so.
    Verdict(Verdict),
    /// The process that did nothing else died.
    Died,
}

/// A turn that ended; the grip is kept until that is written.
pub(super) struct Ended {
    pub(super) job: Arc<Claimed>,
    pub(super) end: End,
    pub(super) grip: Grip,
}

/// Writes down what comes until nobody is left to send more.
pub(super) async fn settle(db: Db, tally: Tally, mut ends: UnboundedReceiver<Ended>) {
    let mut batch = Vec::new();
    while ends.recv_many(&mut batch, AT_ONCE).await > 0 {
        let mut done: HashMap<Uuid, Vec<Ended>> = HashMap::new();
        for ended in batch.drain(..) {
            let job = &ended.job;
            let written = match &ended.end {
                End::Verdict(Verdict::Done) => {
                    done.entry(job.lease).or_default().push(ended);
                    continue;
                }
                End::Verdict(verdict) => again(|| queue::settle(&db, job, verdict)).await,
                End::Died => again(|| queue::strike(&db, job, MOST_DEATHS)).await.map(|buried| tally.died(job, buried)),
            };
            match written {
                Ok(()) => ended.grip.written(),
                Err(error) => tracing::warn!(kind = job.kind, id = %job.id, %error, "a job could not be settled; its lease will run out"),
            }
        }
        for (lease, ended) in done {
            let jobs: Vec<&Claimed> = ended.iter().map(|ended| &*ended.job).collect();
            match again(|| queue::settle_done(&db, lease, &jobs)).await {
                Ok(ours) => {
                    if ours < jobs.len() {
                        tracing::warn!(lost = jobs.len() - ours, "jobs were done after their lease had run out");
                    }
                    ended.into_iter().for_each(|ended| ended.grip.written());
                }
                Err(error) => tracing::warn!(%error, jobs = jobs.len(), "jobs could not be settled; their lease will run out"),
            }
        }
    }
}

/// Tries until the database answers. Every one of these statements asks for the lease, so that trying again is harmless.
async fn again<T, F: Future<Output = Result<T>>>(write: impl Fn() -> F) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match write().await {
            Err(error) if error.is_transient() && Instant::now() < deadline => sleep(PAUSE).await,
            ended => return ended,
        }
    }
}
