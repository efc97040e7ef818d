//! Taking jobs: one statement takes hundreds of them, and its lease is committed before anything runs.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryTrait,
    sea_query::{Expr, LockBehavior, LockType, Order, Query},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{LIVE, job, lease};
use crate::kernel::{
    Db, Result, breakpoint,
    db::{address_as_text, among_locked, row_address},
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
    /// Where its row lay when it was taken.
    pub address: String,
}

/// What became of the processes that had a job before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Past {
    /// None of them vanished with it.
    Clean,
    /// One did, with all that it had in hand. It may be the job's doing: such jobs are done among their like.
    Suspect,
    /// Among its like it happened again: such a job is alone in a process.
    Accused,
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
    address: String,
}

/// Takes up to `most` due jobs with such a past for `lease`, by the database's time.
pub async fn claim(db: &Db, most: u64, lease: Duration, past: Past) -> Result<Vec<Claimed>> {
    use job::Column::{Attempts, CommunityId, Crashes, DueAt, Id, Key, Kind, MaxAttempts, Payload, Priority};
    let (conn, now) = (db.queue(), db.now());
    let backend = conn.get_database_backend();
    let token = Uuid::from_bytes(rand::random());
    let due = Query::select()
        .column(row_address(backend))
        .from(job::Entity)
        .and_where(Expr::cust(LIVE))
        .and_where(job::Column::State.eq(job::State::Ready))
        .and_where(DueAt.lte(now))
        .and_where(CommunityId.not_in_subquery(rest::resting()))
        .and_where(match past {
            Past::Clean => Crashes.eq(0),
            Past::Suspect => Crashes.eq(1),
            Past::Accused => Crashes.gt(1),
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
        .filter(among_locked(backend, job::Entity, due))
        .into_query();
    let columns = [CommunityId, Id, Kind, Key, Payload, Attempts, Crashes, MaxAttempts, Priority, DueAt];
    let columns = columns.into_iter().map(Expr::col).chain([address_as_text(backend)]);
    take.returning(Query::returning().exprs(columns));
    let mut taken = lease::open_with(db, token, lease, take).await?;
    if !taken.is_empty() {
        breakpoint::passed("queue.claimed");
    }
    // RETURNING has no order of its own.
    taken.sort_by_key(|job: &Taken| (std::cmp::Reverse(job.priority), job.due_at, job.id));
    Ok(taken.into_iter().map(|row| Claimed::new(row, token)).collect())
}

impl Claimed {
    /// What became of the processes that had it before.
    pub fn past(&self) -> Past {
        match self.crashes {
            ..=0 => Past::Clean,
            1 => Past::Suspect,
            _ => Past::Accused,
        }
    }

    fn new(row: Taken, lease: Uuid) -> Self {
        let Taken { community_id, id, kind, key, payload, attempts, crashes, max_attempts, due_at, address, .. } = row;
        Self { community: community_id, id, kind, key, payload, attempts, crashes, max_attempts, due_at, lease, address }
    }
}
