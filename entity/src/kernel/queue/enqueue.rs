//! Asking for a job.

use std::{borrow::Cow, collections::BTreeMap};

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait, EntityTrait,
    sea_query::{Expr, ExprTrait, OnConflict, SimpleExpr},
};
use uuid::Uuid;

use super::{Job, LIVE, job};
use crate::kernel::{Db, Result, id};

/// Rows of one statement: 18 values each, and SQLite takes 32,766.
const AT_ONCE: usize = 1_000;

/// A job that is asked for, as it will be written.
pub(crate) struct Asked {
    pub(crate) community: Uuid,
    pub(crate) kind: Cow<'static, str>,
    pub(crate) key: String,
    pub(crate) due: DateTime<Utc>,
    payload: serde_json::Value,
    priority: i32,
    max_attempts: i32,
}

impl Asked {
    pub(crate) fn new<J: Job>(community: Uuid, job: &J, due: DateTime<Utc>) -> Result<Self> {
        let payload = serde_json::to_value(job)?;
        Ok(Self {
            community,
            kind: Cow::Borrowed(J::KIND),
            key: job.key(),
            due,
            payload,
            priority: J::PRIORITY,
            max_attempts: J::MAX_ATTEMPTS,
        })
    }

    /// A job that a schedule planned: schedules know kinds by name only, and every planned kind carries the planned instant.
    pub(crate) fn planned(community: Uuid, kind: &str, planned_at: DateTime<Utc>, due: DateTime<Utc>) -> Self {
        let payload = serde_json::json!({ "planned_at": planned_at });
        Self { community, kind: Cow::Owned(kind.to_owned()), key: planned_at.to_rfc3339(), due, payload, priority: 0, max_attempts: 12 }
    }

    fn row(self, now: DateTime<Utc>) -> job::ActiveModel {
        job::ActiveModel {
            community_id: Set(self.community),
            id: Set(id::new_id(now)),
            kind: Set(self.kind.into_owned()),
            key: Set(self.key),
            payload: Set(self.payload),
            state: Set(job::State::Ready),
            priority: Set(self.priority),
            due_at: Set(self.due),
            again: Set(false),
            put_off: Set(false),
            lease_token: Set(None),
            attempts: Set(0),
            crashes: Set(0),
            max_attempts: Set(self.max_attempts),
            last_error: Set(None),
            created_at: Set(now),
            finished_at: Set(None),
        }
    }
}

/// Asks for jobs that no other change goes with, each no more than once: a statement is a unit of work by itself.
pub async fn ask<J: Job>(db: &Db, community: Uuid, jobs: &[J]) -> Result<()> {
    let now = db.now();
    let asked: BTreeMap<_, _> = jobs.iter().map(|job| Ok((job.key(), Asked::new(community, job, now)?))).collect::<Result<_>>()?;
    let asked: Vec<_> = asked.into_values().collect();
    write_all(db.queue(), now, asked).await?;
    db.wake().wake().await;
    Ok(())
}

/// Writes jobs that differ from each other, hundreds in a statement.
pub(crate) async fn write_all(conn: &impl ConnectionTrait, now: DateTime<Utc>, asked: Vec<Asked>) -> Result<()> {
    let mut rows = asked.into_iter().map(|asked| asked.row(now)).peekable();
    while rows.peek().is_some() {
        let some = rows.by_ref().take(AT_ONCE);
        job::Entity::insert_many(some).on_conflict(join_the_live_one()).exec_without_returning(conn).await?;
    }
    Ok(())
}

/// An equal job that waits is brought forward, unless it waits because it failed or was put off. One that runs,
/// and may have read what has changed since, runs once more, at the time that is asked for.
fn join_the_live_one() -> OnConflict {
    let column = |column: job::Column| Expr::col((job::Entity, column));
    let running = || column(job::Column::State).eq("running");
    let wanted = || Expr::cust("excluded.due_at");
    let sooner = || wanted().lt(column(job::Column::DueAt));
    let fresh = column(job::Column::Attempts).eq(0).and(column(job::Column::PutOff).eq(false));
    let again = column(job::Column::Again).eq(true);
    let due: SimpleExpr = Expr::case(running().and(again).and(sooner().not()), column(job::Column::DueAt))
        .case(running(), wanted())
        .case(fresh.and(sooner()), wanted())
        .finally(column(job::Column::DueAt))
        .into();
    OnConflict::columns([job::Column::CommunityId, job::Column::Kind, job::Column::Key])
        .target_and_where(Expr::cust(LIVE))
        .value(job::Column::Again, Expr::case(running(), Expr::value(true)).finally(column(job::Column::Again)))
        .value(job::Column::DueAt, due)
        .to_owned()
}
