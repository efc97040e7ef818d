//! Ending a job's turn. Whoever no longer holds the lease changes nothing.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use super::{Claimed, job};
use crate::kernel::{Db, Failure, Kind, Result, SystemTx, Tx, Why};

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
    fn parts(&self) -> (&DatabaseTransaction, DateTime<Utc>);
}

impl Settles for Tx {
    fn parts(&self) -> (&DatabaseTransaction, DateTime<Utc>) {
        (self.conn(), self.now())
    }
}

impl Settles for SystemTx {
    fn parts(&self) -> (&DatabaseTransaction, DateTime<Utc>) {
        (self.conn(), self.now())
    }
}

/// Settles a job as a part of `tx`: both happen, or neither.
pub async fn settle_within(tx: &impl Settles, job: &Claimed, verdict: &Verdict) -> Result<()> {
    let (conn, now) = tx.parts();
    write(conn, now, job, verdict).await
}

async fn write(conn: &DatabaseTransaction, now: DateTime<Utc>, job: &Claimed, verdict: &Verdict) -> Result<()> {
    let again = || Expr::col(job::Column::Again).eq(true);
    let ready_if_again = |otherwise: job::State| -> SimpleExpr {
        Expr::case(again(), Expr::value(job::State::Ready)).finally(Expr::value(otherwise)).into()
    };
    let attempts = Expr::col(job::Column::Attempts);
    let update = job::Entity::update_many()
        .col_expr(job::Column::LeaseToken, Expr::value(Option::<Uuid>::None))
        .col_expr(job::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(job::Column::Again, Expr::value(false));
    let update = match verdict {
        Verdict::Done => {
            update.col_expr(job::Column::State, ready_if_again(job::State::Done)).col_expr(job::Column::FinishedAt, Expr::value(now))
        }
        Verdict::Retry { at, error } => update
            .col_expr(job::Column::State, Expr::value(job::State::Ready))
            .col_expr(job::Column::Attempts, attempts.add(1))
            .col_expr(job::Column::LastError, Expr::value(error.as_str()))
            .col_expr(job::Column::DueAt, Expr::value(*at)),
        Verdict::Snooze { at } => {
            update.col_expr(job::Column::State, Expr::value(job::State::Ready)).col_expr(job::Column::DueAt, Expr::value(*at))
        }
        Verdict::Bury { error } => update
            .col_expr(job::Column::State, Expr::value(job::State::Buried))
            .col_expr(job::Column::Attempts, attempts.add(1))
            .col_expr(job::Column::LastError, Expr::value(error.as_str()))
            .col_expr(job::Column::FinishedAt, Expr::value(now)),
    };
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
