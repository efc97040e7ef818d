//! Taking jobs: one statement takes hundreds of them, and its lease is committed before anything runs.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryTrait,
    sea_query::{Expr, LockBehavior, LockType, Order, Query, SelectStatement, SimpleExpr},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::job;
use crate::kernel::{
    Db, Result, Why,
    db::{among_locked, database_time, row_address},
    rest,
};

/// A job in a worker's hands.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
    /// Whether it may have taken a process down before: see [`job::Model::crashes`].
    pub crashes: i32,
    /// How many failures are allowed.
    pub max_attempts: i32,
    /// When it was due.
    pub due_at: DateTime<Utc>,
    /// The proof that it is ours: every later write asks for it.
    pub lease: Uuid,
}

/// What became of the processes that had a job before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// None of them vanished with it.
    Clean,
    /// One did. It may be the job's doing: such jobs are not taken together with others.
    Crashed,
}

/// What a claim brings of a row.
#[derive(FromQueryResult)]
struct Taken {
    community_id: Uuid,
    id: Uuid,
    kind: String,
    key: String,
    payload: serde_json::Value,
    attempts: i32,
    crashes: i32,
    max_attempts: i32,
    priority: i32,
    due_at: DateTime<Utc>,
}

/// Takes up to `most` due jobs with such a past for `lease`, by the database's time.
pub async fn claim(db: &Db, most: u64, lease: Duration, past: Past) -> Result<Vec<Claimed>> {
    use job::Column::{Attempts, CommunityId, Crashes, DueAt, Id, Key, Kind, MaxAttempts, Payload, Priority};
    let (conn, now) = (db.stroke(Why::Queue), db.now());
    let backend = conn.get_database_backend();
    let token = Uuid::from_bytes(rand::random());
    let due = Query::select()
        .column(row_address(backend))
        .from(job::Entity)
        .and_where(job::Column::State.eq(job::State::Ready))
        .and_where(DueAt.lte(now))
        .and_where(CommunityId.not_in_subquery(rest::resting()))
        .and_where(match past {
            Past::Clean => Crashes.eq(0),
            Past::Crashed => Crashes.gt(0),
        })
        .order_by(Priority, Order::Desc)
        .order_by(DueAt, Order::Asc)
        .limit(most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .to_owned();
    let mut take = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(job::State::Running))
        .col_expr(job::Column::Again, Expr::value(false))
        .col_expr(job::Column::PutOff, Expr::value(false))
        .col_expr(job::Column::LeaseToken, Expr::value(token))
        .col_expr(job::Column::LeaseUntil, database_time(backend, now, lease))
        .filter(among_locked(backend, job::Entity, due))
        .into_query();
    take.returning(Query::returning().columns([CommunityId, Id, Kind, Key, Payload, Attempts, Crashes, MaxAttempts, Priority, DueAt]));
    let mut taken = Taken::find_by_statement(backend.build(&take)).all(conn).await?;
    // RETURNING has no order of its own.
    taken.sort_by_key(|job| (std::cmp::Reverse(job.priority), job.due_at, job.id));
    Ok(taken.into_iter().map(|row| Claimed::new(row, token)).collect())
}

impl Claimed {
    fn new(row: Taken, lease: Uuid) -> Self {
        let Taken { community_id, id, kind, key, payload, attempts, crashes, max_attempts, due_at, .. } = row;
        Self { community: community_id, id, kind, key, payload, attempts, crashes, max_attempts, due_at, lease }
    }
}

/// Holds on to the jobs of some leases for `lease` more; answers how many still are ours. A job whose row
/// somebody holds right now is passed over until the next time, rather than waited for.
pub async fn heartbeat(db: &Db, tokens: &[Uuid], lease: Duration) -> Result<u64> {
    let (conn, now) = (db.stroke(Why::Queue), db.now());
    let backend = conn.get_database_backend();
    let ours = Condition::all().add(job::Column::State.eq(job::State::Running)).add(job::Column::LeaseToken.is_in(tokens.iter().copied()));
    let held = job::Entity::update_many()
        .col_expr(job::Column::LeaseUntil, database_time(backend, now, lease))
        .filter(among_locked(backend, job::Entity, free(backend, ours)))
        .exec(conn)
        .await?;
    Ok(held.rows_affected)
}

/// Takes back the jobs whose worker vanished. Each of them is a suspect from now on, and no more than that: a worker has
/// many jobs in hand and may be killed for many reasons. Only [`strike`](super::strike) holds a death against a job.
pub async fn sweep(db: &Db) -> Result<u64> {
    let (conn, now) = (db.stroke(Why::Queue), db.now());
    let backend = conn.get_database_backend();
    let lapsed = Condition::all()
        .add(job::Column::State.eq(job::State::Running))
        .add(Expr::col(job::Column::LeaseUntil).lt(database_time(backend, now, Duration::ZERO)));
    let crashes = || Expr::col((job::Entity, job::Column::Crashes));
    let suspect: SimpleExpr = Expr::case(crashes().eq(0), Expr::value(1)).finally(crashes()).into();
    let swept = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(job::State::Ready))
        .col_expr(job::Column::Crashes, suspect)
        .col_expr(job::Column::LeaseToken, Expr::value(Option::<Uuid>::None))
        .col_expr(job::Column::LeaseUntil, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(among_locked(backend, job::Entity, free(backend, lapsed)))
        .exec(conn)
        .await?;
    Ok(swept.rows_affected)
}

/// The jobs for which `condition` holds and whose rows nobody holds: one tenant's long transaction must not stop the others' queue.
fn free(backend: sea_orm::DbBackend, condition: Condition) -> SelectStatement {
    Query::select()
        .column(row_address(backend))
        .from(job::Entity)
        .cond_where(condition)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .to_owned()
}
