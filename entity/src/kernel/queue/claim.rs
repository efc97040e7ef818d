//! Taking jobs: a lease is committed before anything runs.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Expr, LockBehavior, LockType, Order, Query},
};
use uuid::Uuid;

use super::job;
use crate::kernel::{
    Db, Result, Why,
    db::{among_locked, database_time},
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

/// Takes up to `most` due jobs for `lease`, by the database's time.
pub async fn claim(db: &Db, most: u64, lease: Duration) -> Result<Vec<Claimed>> {
    let sys = db.system(Why::Queue).await?;
    let backend = sys.conn().get_database_backend();
    let token = Uuid::from_bytes(rand::random());
    let due = Query::select()
        .column(job::Column::Id)
        .from(job::Entity)
        .and_where(job::Column::State.eq(job::State::Ready))
        .and_where(job::Column::DueAt.lte(sys.now()))
        .order_by(job::Column::Priority, Order::Desc)
        .order_by(job::Column::DueAt, Order::Asc)
        .limit(most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .to_owned();
    let mut taken = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(job::State::Running))
        .col_expr(job::Column::LeaseToken, Expr::value(token))
        .col_expr(job::Column::LeaseUntil, database_time(backend, sys.now(), seconds(lease)))
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

/// Holds on to the jobs of a lease for `lease` more; answers how many still are ours.
pub async fn heartbeat(db: &Db, tokens: &[Uuid], lease: Duration) -> Result<u64> {
    let sys = db.system(Why::Queue).await?;
    let backend = sys.conn().get_database_backend();
    let held = job::Entity::update_many()
        .col_expr(job::Column::LeaseUntil, database_time(backend, sys.now(), seconds(lease)))
        .filter(job::Column::State.eq(job::State::Running))
        .filter(job::Column::LeaseToken.is_in(tokens.iter().copied()))
        .exec(sys.conn())
        .await?;
    sys.commit().await?;
    Ok(held.rows_affected)
}

/// Takes back the jobs whose worker vanished, and buries those that took `most_crashes` workers with them.
pub async fn sweep(db: &Db, most_crashes: i32) -> Result<u64> {
    let sys = db.system(Why::Queue).await?;
    let backend = sys.conn().get_database_backend();
    let lapsed = Condition::all()
        .add(job::Column::State.eq(job::State::Running))
        .add(Expr::col(job::Column::LeaseUntil).lt(database_time(backend, sys.now(), 0)));
    let fatal = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(job::State::Buried))
        .col_expr(job::Column::Crashes, Expr::col(job::Column::Crashes).add(1))
        .col_expr(job::Column::LastError, Expr::value("its worker vanished too often"))
        .col_expr(job::Column::LeaseToken, Expr::value(Option::<Uuid>::None))
        .col_expr(job::Column::FinishedAt, Expr::value(sys.now()))
        .filter(lapsed.clone())
        .filter(job::Column::Crashes.gte(most_crashes - 1))
        .exec(sys.conn())
        .await?;
    let back = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(job::State::Ready))
        .col_expr(job::Column::Crashes, Expr::col(job::Column::Crashes).add(1))
        .col_expr(job::Column::LeaseToken, Expr::value(Option::<Uuid>::None))
        .filter(lapsed)
        .exec(sys.conn())
        .await?;
    sys.commit().await?;
    Ok(fatal.rows_affected + back.rows_affected)
}

fn seconds(lease: Duration) -> i64 {
    i64::try_from(lease.as_secs()).unwrap_or(i64::MAX)
}
