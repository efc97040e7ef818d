//! What a handler is given, and what it answers.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use mulin_entity::kernel::{
    Db, Job, Result, Scope, SystemTx, Tx, Why,
    queue::{Claimed, Verdict, settle_within},
};
use uuid::Uuid;

use crate::notifications::Desk;

/// What becomes of a job after its handler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Settled so together with what it changed, by [`Context::settle`].
    Settled(Verdict),
    /// Done; nothing was changed that must be settled with it.
    Done,
    /// It failed: again later, after at least the given time if somebody asked for it.
    Retry {
        /// At least so much later.
        after: Option<Duration>,
        /// Why, without personal data.
        error: String,
    },
    /// Not its fault: again at the given time, not counted as a failure.
    Snooze {
        /// When.
        until: DateTime<Utc>,
    },
    /// It can never succeed.
    Bury {
        /// Why, without personal data.
        reason: String,
    },
}

/// A job's surroundings.
#[derive(Clone)]
pub struct Context {
    /// The way to the rows.
    pub db: Db,
    /// The job in our hands.
    pub job: Arc<Claimed>,
    /// The outside world.
    pub world: crate::runner::World,
    /// How long the job is ours without a sign of life.
    pub lease: Duration,
    /// Writes down what goes out.
    pub(crate) desk: Desk,
}

impl Context {
    /// The job's tenant.
    pub fn community(&self) -> Uuid {
        self.job.community
    }

    /// The present instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.db.now()
    }

    /// A unit of work in the job's tenant.
    pub async fn tx(&self) -> Result<Tx> {
        self.db.write_in_turn(&Scope::job(self.community(), &self.job.kind)).await
    }

    /// A unit of work in the job's tenant that only reads.
    pub async fn read(&self) -> Result<Tx> {
        self.db.read(&Scope::job(self.community(), &self.job.kind)).await
    }

    /// A unit of work across tenants.
    pub async fn system(&self, why: Why) -> Result<SystemTx> {
        self.db.system_in_turn(why).await
    }

    /// Commits what the job changed, and that it is done, as one.
    pub async fn settle(&self, tx: Tx) -> Result<Outcome> {
        settle_within(&tx, &self.job, Verdict::Done);
        tx.commit().await?;
        Ok(Outcome::Settled(Verdict::Done))
    }

    /// Commits what was changed together with what becomes of the job.
    pub async fn finish(&self, sys: SystemTx, verdict: Verdict) -> Result<Outcome> {
        settle_within(&sys, &self.job, verdict.clone());
        sys.commit().await?;
        Ok(Outcome::Settled(verdict))
    }

    /// Like [`Context::settle`], for a unit of work across tenants.
    pub async fn settle_system(&self, sys: SystemTx) -> Result<Outcome> {
        self.finish(sys, Verdict::Done).await
    }
}

/// How many of a kind are done at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// As many as there are hands: each uses a connection of its own.
    Hand,
    /// Many more: each waits for others nearly all the time.
    Waiting,
}

/// Does a kind of job. Doing it twice must change nothing more than doing it once.
#[async_trait::async_trait]
pub trait Handle: Job {
    /// How many are done at once.
    const TURN: Turn = Turn::Hand;

    /// Does it.
    async fn handle(self, cx: &Context) -> Result<Outcome>;
}
