//! Counts what the operator wants to know: for Prometheus, and by the minute in the database.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use mulin_entity::kernel::{
    Db, Result,
    queue::{Claimed, Verdict, job_tally::Counts},
};

/// Cheap to clone: clones count together.
#[derive(Clone, Default)]
pub(super) struct Tally(Arc<Mutex<HashMap<String, Counts>>>);

impl Tally {
    /// Jobs were taken.
    pub(super) fn taken(&self, jobs: usize) {
        metrics::counter!("mulin_job_claims_total").increment(1);
        metrics::counter!("mulin_jobs_claimed_total").increment(jobs as u64);
    }

    /// A turn ended so, after `lasted`.
    pub(super) fn ended(&self, job: &Claimed, verdict: &Verdict, lasted: Duration) {
        let word = match verdict {
            Verdict::Done => "done",
            Verdict::Bury { .. } => "buried",
            Verdict::Snooze { .. } => "put_off",
            Verdict::Retry { .. } => "failed",
            Verdict::Return => "given_back",
        };
        metrics::histogram!("mulin_job_duration_seconds", "kind" => job.kind.clone()).record(lasted.as_secs_f64());
        metrics::counter!("mulin_jobs_settled_total", "kind" => job.kind.clone(), "outcome" => word).increment(1);
        self.count(&job.kind, |counts| match word {
            "done" => counts.done += 1,
            "buried" => counts.buried += 1,
            "failed" => counts.failed += 1,
            _ => {}
        });
    }

    /// A process that did nothing else died of it.
    pub(super) fn died(&self, job: &Claimed, buried: bool) {
        tracing::error!(kind = job.kind, id = %job.id, buried, "a process died of a job");
        metrics::counter!("mulin_job_deaths_total", "kind" => job.kind.clone()).increment(1);
        self.count(&job.kind, |counts| {
            counts.crashed += 1;
            counts.buried += i64::from(buried);
        });
    }

    /// Writes down what was counted since the last time.
    pub(super) async fn write(&self, db: &Db) -> Result<()> {
        let counts = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        mulin_entity::kernel::queue::job_tally::add(db, counts).await
    }

    fn count(&self, kind: &str, add: impl FnOnce(&mut Counts)) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.get_mut(kind) {
            Some(counts) => add(counts),
            None => add(counts.entry(kind.to_owned()).or_default()),
        }
    }
}
