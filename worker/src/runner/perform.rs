//! One job's turn, from its handler to its settling.

use std::{sync::Arc, time::Duration};

use mulin_entity::kernel::{
    Failure,
    queue::{self, Claimed, Verdict},
};

use super::{Runner, backoff::backoff, hands::Grip};
use crate::{Context, Outcome, registry};

/// A handler that is not done by then never will be.
const LONGEST_TURN: Duration = Duration::from_secs(900);

impl Runner {
    /// Runs the handler in a task of its own, so that a panic or a stop in it stays there.
    pub(super) async fn perform(&self, job: Claimed, grip: Grip) {
        let job = Arc::new(job);
        let cx = Context { db: self.db.clone(), job: job.clone(), world: self.world.clone() };
        let mut turn = tokio::spawn(async move { registry::dispatch(&cx).await });
        let verdict = tokio::select! {
            ended = &mut turn => match ended {
                Ok(Ok(Outcome::Settled)) => return,
                Ok(Ok(outcome)) => self.verdict(&job, outcome),
                // Somebody else has it now; what it changed was not committed.
                Ok(Err(failure)) if failure.code() == "kernel.lease_lost" => return,
                Ok(Err(failure)) => self.failed(&job, &failure),
                // What a panic says may name people; the log of the panic itself is for the machine's owner.
                Err(_) => self.failed(&job, &Failure::internal("its handler panicked")),
            },
            () = tokio::time::sleep(LONGEST_TURN) => {
                turn.abort();
                self.failed(&job, &Failure::internal("its turn took too long"))
            }
            () = grip.loosened() => {
                turn.abort();
                // It may have ended in the same instant: then there is nothing left to give back.
                let _ = turn.await;
                Verdict::Snooze { at: self.db.now() }
            }
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
            Outcome::Retry { after, error } => retry(job, self.db.now(), after, error),
        }
    }
}

/// Again later, or buried when it has failed too often.
pub(crate) fn retry(job: &Claimed, now: chrono::DateTime<chrono::Utc>, after: Option<Duration>, error: String) -> Verdict {
    match job.attempts + 1 >= job.max_attempts {
        true => Verdict::Bury { error },
        false => Verdict::Retry { at: now + backoff(job.attempts, after), error },
    }
}
