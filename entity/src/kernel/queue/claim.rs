//! Taking jobs: a lease is committed before anything runs.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, LockBehavior, LockType, Order, Query, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use super::job;
use crate::kernel::{
    Db, Result, Why,
    db::{among_locked, database_time},
    rest,
};

/// A job in a worker's hands.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// The tenant.
    pub community: Uuid,
    /// The job.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// Its key.
    pub key: String,
    /// The job itself.
    pub payload: serde_json::Value,
    /// How often its handler failed before.
    pub attempts: i32,
    /// How often its worker vanished before.
    pub crashes: i32,
    /// How many failures are allowed.
    pub max_attempts: i32,
    /// When it was due.
    pub due_at: DateTime<Utc>,
    /// The proof that it is ours: every later write asks for it.
    pub lease: Uuid,
}

/// What became of the workers that had a job before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// None of them vanished with it.
    Clean,
    /// One did. It may be the job's doing: such jobs are not taken together with others.
    Crashed,
}

/// Takes up to `most` due jobs with such a past for `lease`, by the database's time.
pub async fn claim(db: &Db, most: u64, lease: Duration, past: Past) -> Result<Vec<Claimed>> {
    let sys = db.system(Why::Queue).await?;
    let backend = sys.conn().get_database_backend();
    let token = Uuid::from_bytes(rand::random());
    let due = Query::select()
        .column(job::Column::Id)
        .from(job::Entity)
        .and_where(job::Column::State.eq(job::State::Ready))
        .and_where(job::Column::DueAt.lte(sys.now()))
        .and_where(job::Column::CommunityId.not_in_subquery(rest::resting()))
        .and_where(match past {
            Past::Clean => job::Column::Crashes.eq(0),
            Past::Crashed => job::Column::Crashes.gt(0),
        })
        .order_by(job::Column::Priority, Order::Desc)
        .order_by(job::Column::DueAt, Order::Asc)
        .limit(most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .to_owned();
    let mut taken = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(job::State::Running))
        .col_expr(job::Column::Again, Expr::value(false))
        .col_expr(job::Column::PutOff, Expr::value(false))
        .col_expr(job::Column::LeaseToken, Expr::value(token))
        .col_expr(job::Column::LeaseUntil, database_time(backend, sys.now(), lease))
        .filter(among_locked(backend, Expr::col((job::Entity, job::Column::Id)), due))
        .exec_with_returning(sys.conn())
        .await?;
    sys.commit().await?;
    // RETURNING has no order of its own.
    taken.sort_by_key(|job| (std::cmp::Reverse(job.priority), job.due_at, job.id));
    Ok(taken.into_iter().map(|row| Claimed::new(row, token)).collect())
}

impl Claimed {
    fn new(row: job::Model, lease: Uuid) -> Self {
        let job::Model { community_id, id, kind, key, payload, attempts, crashes, max_attempts, due_at, .. } = row;
        Self { community: community_id, id, kind, key, payload, attempts, crashes, max_attempts, due_at, lease }
    }
}

/// Holds on to the jobs of some leases for `lease` more; answers how many still are ours. A job whose row
/// somebody holds right now is passed over until the next time, rather than waited for.
pub async fn heartbeat(db: &Db, tokens: &[Uuid], lease: Duration) -> Result<u64> {
    let sys = db.system(Why::Queue).await?;
    let backend = sys.conn().get_database_backend();
    let ours = Condition::all().add(job::Column::State.eq(job::State::Running)).add(job::Column::LeaseToken.is_in(tokens.iter().copied()));
    let held = job::Entity::update_many()
        .col_expr(job::Column::LeaseUntil, database_time(backend, sys.now(), lease))
        .filter(among_locked(backend, Expr::col((job::Entity, job::Column::Id)), free(ours)))
        .exec(sys.conn())
        .await?;
    sys.commit().await?;
    Ok(held.rows_affected)
}

/// Takes back the jobs whose worker vanished, and buries those that took `most_crashes` workers with them, unless they were asked for again.
pub async fn sweep(db: &Db, most_crashes: i32) -> Result<u64> {
    let sys = db.system(Why::Queue).await?;
    let backend = sys.conn().get_database_backend();
    let lapsed = Condition::all()
        .add(job::Column::State.eq(job::State::Running))
        .add(Expr::col(job::Column::LeaseUntil).lt(database_time(backend, sys.now(), Duration::ZERO)));
    let fatal = || Expr::col(job::Column::Crashes).gte(most_crashes - 1).and(Expr::col(job::Column::Again).eq(false));
    let if_fatal = |then: SimpleExpr, otherwise: SimpleExpr| -> SimpleExpr { Expr::case(fatal(), then).finally(otherwise).into() };
    let column = |column: job::Column| Expr::col((job::Entity, column));
    let swept = job::Entity::update_many()
        .col_expr(job::Column::State, if_fatal(Expr::value(job::State::Buried), Expr::value(job::State::Ready)))
        .col_expr(job::Column::LastError, if_fatal(Expr::value("its worker vanished too often"), column(job::Column::LastError)))
        .col_expr(job::Column::FinishedAt, if_fatal(Expr::value(sys.now()), column(job::Column::FinishedAt)))
        .col_expr(job::Column::Crashes, column(job::Column::Crashes).add(1))
        .col_expr(job::Column::LeaseToken, Expr::value(Option::<Uuid>::None))
        .filter(among_locked(backend, column(job::Column::Id), free(lapsed)))
        .exec(sys.conn())
        .await?;
    sys.commit().await?;
    Ok(swept.rows_affected)
}

/// The jobs for which `condition` holds and whose rows nobody holds: one tenant's long transaction must not stop the others' queue.
fn free(condition: Condition) -> SelectStatement {
    Query::select()
        .column(job::Column::Id)
        .from(job::Entity)
        .cond_where(condition)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .to_owned()
}
