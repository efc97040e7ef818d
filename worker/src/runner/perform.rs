//! One job's turn, from its handler to what becomes of it.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use futures::FutureExt;
use mulin_entity::kernel::{
    Failure,
    queue::{Claimed, Verdict},
};

use super::{
    Shift,
    backoff::backoff,
    cell::Turn,
    cells::Cells,
    hands::Grip,
    settler::{End, Ended},
};
use crate::{Context, Outcome};

/// How much longer than its turn a job may take until it is taken by force.
pub(super) const FORCE: Duration = Duration::from_secs(15);
/// The longest error that is kept, in bytes.
const LONGEST_ERROR: usize = 2_000;

impl Shift {
    /// Waits for the job's turn, has it done, and hands on what is to be written.
    pub(super) async fn perform(&self, job: Arc<Claimed>, mut grip: Grip) {
        let end = match grip.turn(&job).await {
            None => Some(End::Verdict(Verdict::Return)),
            Some(_turn) => match &self.runner.cells {
                Some(cells) if job.crashes > 0 => self.apart(&job, &grip, cells).await,
                _ => self.here(&job, &grip).await.map(End::Verdict),
            },
        };
        match end {
            Some(end) => {
                grip.end();
                // Nobody listens only after the last job was settled.
                let _ = self.ends.send(Ended { job, end, grip });
            }
            // A process of its own has settled it, or not: only the lease's end tells.
            None if job.crashes > 0 => {}
            None => grip.written(),
        }
    }

    /// Runs the handler so that a panic in it stays there.
    async fn here(&self, job: &Arc<Claimed>, grip: &Grip) -> Option<Verdict> {
        let runner = &self.runner;
        let cx = Context {
            db: runner.db.clone(),
            job: job.clone(),
            world: runner.world.clone(),
            lease: runner.pace.lease,
            desk: runner.desk.clone(),
        };
        let begun = Instant::now();
        let handler = AssertUnwindSafe((runner.dispatch)(cx)).catch_unwind();
        let outcome = tokio::select! {
            ended = handler => match ended {
                Ok(Ok(outcome)) => outcome,
                // Somebody else has it now; what it changed was not committed.
                Ok(Err(failure)) if failure.code() == "kernel.lease_lost" => return None,
                Ok(Err(failure)) => failed(job, &failure),
                // What a panic says may name people; the log of the panic itself is for the machine's owner.
                Err(_) => failed(job, &Failure::internal("its handler panicked")),
            },
            () = tokio::time::sleep(runner.pace.longest_turn) => failed(job, &Failure::internal("its turn took too long")),
            // It may have ended in the same instant: then there is nothing left to give back.
            () = grip.loosened() => return Some(Verdict::Return),
        };
        let (verdict, is_written) = match outcome {
            Outcome::Settled(verdict) => (verdict, true),
            outcome => (self.verdict(job, outcome), false),
        };
        runner.tally.ended(job, &verdict, begun.elapsed());
        (!is_written).then_some(verdict)
    }

    /// Has a job done in a process apart, which settles it too.
    async fn apart(&self, job: &Claimed, grip: &Grip, cells: &Cells) -> Option<End> {
        let turn = tokio::select! {
            biased;
            // Then all of them end, and none died of itself.
            () = grip.loosened() => return Some(End::Verdict(Verdict::Return)),
            turn = cells.run(job) => turn,
            () = tokio::time::sleep(self.runner.pace.longest_turn + FORCE) => Ok(Turn::Died),
        };
        match turn {
            Ok(Turn::Over) => None,
            Ok(Turn::Died) => Some(End::Died),
            Err(error) => {
                tracing::warn!(%error, "no process for a job that may have taken one down; it waits");
                Some(End::Verdict(Verdict::Snooze { at: self.runner.db.now() + chrono::Duration::seconds(10) }))
            }
        }
    }

    /// What becomes of a job by what its handler says.
    fn verdict(&self, job: &Claimed, outcome: Outcome) -> Verdict {
        match outcome {
            Outcome::Settled(verdict) => verdict,
            Outcome::Done => Verdict::Done,
            Outcome::Snooze { until } => Verdict::Snooze { at: until },
            Outcome::Bury { reason } => Verdict::Bury { error: presentable(&reason) },
            Outcome::Retry { after, error } => retry(job, self.runner.db.now(), after, presentable(&error)),
        }
    }
}

fn failed(job: &Claimed, failure: &Failure) -> Outcome {
    tracing::warn!(kind = job.kind, id = %job.id, error = %failure, "a job failed");
    Outcome::Retry { after: None, error: failure.to_string() }
}

/// An error that every database takes, and that fills no page.
fn presentable(error: &str) -> String {
    let mut text = error.replace('\0', "");
    text.truncate(text.floor_char_boundary(LONGEST_ERROR));
    text
}

/// Again later, or buried when it has failed too often.
pub(crate) fn retry(job: &Claimed, now: chrono::DateTime<chrono::Utc>, after: Option<Duration>, error: String) -> Verdict {
    match job.attempts + 1 >= job.max_attempts {
        true => Verdict::Bury { error },
        false => Verdict::Retry { at: now + backoff(job.attempts, after), error },
    }
}
