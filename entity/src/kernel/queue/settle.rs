//! Ending a job's turn. Whoever no longer holds the lease changes nothing.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::{Claimed, job};
use crate::kernel::{Db, Failure, Kind, Result, SystemTx, Tx, Why, db::database_time};

/// What becomes of a job after its turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is done.
    Done,
    /// Its handler failed: again at the given time, counted.
    Retry {
        /// When.
        at: DateTime<Utc>,
        /// Why, without personal data.
        error: String,
    },
    /// Not its fault: again at the given time, not counted.
    Snooze {
        /// When.
        at: DateTime<Utc>,
    },
    /// It can never succeed: a human looks at it.
    Bury {
        /// Why, without personal data.
        error: String,
    },
}

/// Settles a job in a unit of work of its own.
pub async fn settle(db: &Db, job: &Claimed, verdict: &Verdict) -> Result<()> {
    let sys = db.system(Why::Queue).await?;
    write(sys.conn(), sys.now(), job, verdict).await?;
    sys.commit().await
}

/// A unit of work in which a job can be settled together with what it changed.
pub trait Settles {
    #[doc(hidden)]
    fn settle(&self, job: &Claimed, verdict: Verdict);
}

impl Settles for Tx {
    fn settle(&self, job: &Claimed, verdict: Verdict) {
        self.unit().pending().settle(job, verdict);
    }
}

impl Settles for SystemTx {
    fn settle(&self, job: &Claimed, verdict: Verdict) {
        self.unit().pending().settle(job, verdict);
    }
}

/// Settles a job as a part of `tx`: once that is committed both have happened, or neither.
pub fn settle_within(tx: &impl Settles, job: &Claimed, verdict: Verdict) {
    tx.settle(job, verdict);
}

/// Makes sure, within `sys`, that the job is still ours, and keeps it for `lease` from now on: asked before something
/// that cannot be undone is done. A worker that was away for too long is refused here.
pub async fn hold(sys: &SystemTx, job: &Claimed, lease: Duration) -> Result<()> {
    let until = database_time(sys.conn().get_database_backend(), sys.now(), lease);
    let held = job::Entity::update_many()
        .col_expr(job::Column::LeaseUntil, until)
        .filter(job::Column::CommunityId.eq(job.community))
        .filter(job::Column::Id.eq(job.id))
        .filter(job::Column::State.eq(job::State::Running))
        .filter(job::Column::LeaseToken.eq(job.lease))
        .exec(sys.conn())
        .await?;
    match held.rows_affected {
        1 => Ok(()),
        _ => Err(Failure::new(Kind::Conflict, "kernel.lease_lost")),
    }
}

pub(crate) async fn write(conn: &DatabaseTransaction, now: DateTime<Utc>, job: &Claimed, verdict: &Verdict) -> Result<()> {
    let again = || Expr::col(job::Column::Again).eq(true);
    // Asked for again meanwhile, it begins anew: what was wrong with this turn does not count against the next.
    let anew = |otherwise: SimpleExpr, value: SimpleExpr| -> SimpleExpr { Expr::case(again(), value).finally(otherwise).into() };
    let ended = |state: job::State, failures: i32| {
        let attempts = Expr::col(job::Column::Attempts).add(failures);
        job::Entity::update_many()
            .col_expr(job::Column::State, anew(Expr::value(state), Expr::value(job::State::Ready)))
            .col_expr(job::Column::FinishedAt, anew(Expr::value(now), Expr::value(Option::<DateTime<Utc>>::None)))
            .col_expr(job::Column::Attempts, anew(attempts, Expr::value(0)))
            .col_expr(job::Column::Crashes, anew(Expr::col(job::Column::Crashes), Expr::value(0)))
    };
    let later = |at: DateTime<Utc>, failures: i32, put_off: bool| {
        // What was asked for meanwhile has its own time already.
        let due = anew(Expr::value(at), Expr::col(job::Column::DueAt));
        job::Entity::update_many()
            .col_expr(job::Column::State, Expr::value(job::State::Ready))
            .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(failures))
            .col_expr(job::Column::PutOff, anew(Expr::value(put_off), Expr::value(false)))
            .col_expr(job::Column::DueAt, if failures == 0 { due } else { Expr::value(at) })
    };
    let update = match verdict {
        Verdict::Done => ended(job::State::Done, 0),
        Verdict::Bury { error } => ended(job::State::Buried, 1).col_expr(job::Column::LastError, Expr::value(error.as_str())),
        Verdict::Retry { at, error } => later(*at, 1, false).col_expr(job::Column::LastError, Expr::value(error.as_str())),
        Verdict::Snooze { at } => later(*at, 0, true),
    };
    let update = update
        .col_expr(job::Column::LeaseToken, Expr::value(Option::<Uuid>::None))
        .col_expr(job::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(job::Column::Again, Expr::value(false));
    let written = update
        .filter(job::Column::CommunityId.eq(job.community))
        .filter(job::Column::Id.eq(job.id))
        .filter(job::Column::State.eq(job::State::Running))
        .filter(job::Column::LeaseToken.eq(job.lease))
        .exec(conn)
        .await?;
    match written.rows_affected {
        1 => Ok(()),
        _ => Err(Failure::new(Kind::Conflict, "kernel.lease_lost")),
    }
}
