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
    pub(super) _grip: Grip,
}

/// Writes down what comes until nobody is left to send more.
pub(super) async fn settle(db: Db, tally: Tally, mut ends: UnboundedReceiver<Ended>) {
    let mut batch = Vec::new();
    while ends.recv_many(&mut batch, AT_ONCE).await > 0 {
        let mut done: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        for ended in &batch {
            match &ended.end {
                End::Verdict(Verdict::Done) => done.entry(ended.job.lease).or_default().push(ended.job.id),
                End::Verdict(verdict) => told(&ended.job, again(|| queue::settle(&db, &ended.job, verdict)).await),
                End::Died => match again(|| queue::strike(&db, &ended.job, MOST_DEATHS)).await {
                    Ok(buried) => tally.died(&ended.job, buried),
                    Err(error) => told(&ended.job, Err(error)),
                },
            }
        }
        for (lease, jobs) in done {
            match again(|| queue::settle_done(&db, lease, &jobs)).await {
                Ok(ours) if ours == jobs.len() as u64 => {}
                Ok(ours) => tracing::warn!(lost = jobs.len() as u64 - ours, "jobs were done after their lease had run out"),
                Err(error) => tracing::warn!(%error, jobs = jobs.len(), "jobs could not be settled; their lease will run out"),
            }
        }
        batch.clear();
    }
}

fn told(job: &Claimed, written: Result<()>) {
    if let Err(error) = written {
        tracing::warn!(kind = job.kind, id = %job.id, %error, "a job could not be settled; its lease will run out");
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
