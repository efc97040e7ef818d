//! Writes down how turns ended: those that changed nothing else by the hundred.

use std::{collections::HashMap, sync::Arc};

use mulin_entity::kernel::{
    Db,
    queue::{self, Claimed, Verdict},
};
use tokio::sync::mpsc::UnboundedReceiver;
use uuid::Uuid;

use super::{again, hands::Grip, tally::Tally};

/// The most turns that are written down at once.
const AT_ONCE: usize = 1_000;
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
