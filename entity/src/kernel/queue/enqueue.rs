//! Asking for a job.

use std::{array, borrow::Cow, collections::BTreeMap, iter, sync::LazyLock};

use chrono::{DateTime, Utc};
use sea_orm::{
    ConnectionTrait, DbBackend, Statement, Value,
    sea_query::{Expr, ExprTrait, InsertStatement, OnConflict, Query, SimpleExpr},
};
use uuid::Uuid;

use super::{Job, LIVE, job};
use crate::kernel::{Db, Result, id};

/// What differs from job to job.
const GIVEN: [job::Column; 9] = [
    job::Column::CommunityId,
    job::Column::Id,
    job::Column::Kind,
    job::Column::Key,
    job::Column::Payload,
    job::Column::Priority,
    job::Column::DueAt,
    job::Column::MaxAttempts,
    job::Column::CreatedAt,
];

/// What each begins with.
const BEGINNING: [(job::Column, &str); 5] = [
    (job::Column::State, READY),
    (job::Column::Again, "false"),
    (job::Column::PutOff, "false"),
    (job::Column::Attempts, "0"),
    (job::Column::Crashes, "0"),
];

const READY: &str = "'ready'";
const RUNNING: &str = "'running'";

/// Rows of one statement: SQLite takes 32,766 values.
const AT_ONCE: usize = 1_000;

/// Most statements ask for one job, always in the same words: they are put together once.
static ONE: LazyLock<[(DbBackend, String); 2]> = LazyLock::new(|| {
    let blank = array::from_fn(|_| Value::Bool(None));
    [DbBackend::Postgres, DbBackend::Sqlite].map(|backend| (backend, backend.build(&insert(iter::once(blank.clone()))).sql))
});

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

    /// In the order of [`GIVEN`].
    fn values(self, now: DateTime<Utc>) -> [Value; GIVEN.len()] {
        [
            self.community.into(),
            id::new_id(now).into(),
            self.kind.into_owned().into(),
            self.key.into(),
            self.payload.into(),
            self.priority.into(),
            self.due.into(),
            self.max_attempts.into(),
            now.into(),
        ]
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
    let mut rows = asked.into_iter().map(|asked| asked.values(now)).peekable();
    while let Some(first) = rows.next() {
        match rows.peek() {
            Some(_) => conn.execute(&insert(iter::once(first).chain(rows.by_ref().take(AT_ONCE - 1)))).await?,
            None => conn.execute_raw(insert_one(conn.get_database_backend(), first)).await?,
        };
    }
    Ok(())
}

fn insert(rows: impl Iterator<Item = [Value; GIVEN.len()]>) -> InsertStatement {
    let mut insert = Query::insert();
    insert.into_table(job::Entity).columns(GIVEN.into_iter().chain(BEGINNING.map(|(column, _)| column)));
    for row in rows {
        insert.values_panic(row.map(SimpleExpr::from).into_iter().chain(BEGINNING.map(|(_, value)| Expr::cust(value))));
    }
    insert.on_conflict(join_the_live_one());
    insert
}

fn insert_one(backend: DbBackend, row: [Value; GIVEN.len()]) -> Statement {
    match ONE.iter().find(|(of, _)| *of == backend) {
        Some((_, words)) => Statement::from_sql_and_values(backend, words, row),
        None => backend.build(&insert(iter::once(row))),
    }
}

/// An equal job that waits is brought forward, unless it waits because it failed or was put off. One that runs,
/// and may have read what has changed since, runs once more, at the time that is asked for.
fn join_the_live_one() -> OnConflict {
    let column = |column: job::Column| Expr::col((job::Entity, column));
    let running = || column(job::Column::State).eq(Expr::cust(RUNNING));
    let wanted = || Expr::cust("excluded.due_at");
    let sooner = || wanted().lt(column(job::Column::DueAt));
    let fresh = column(job::Column::Attempts).eq(Expr::cust("0")).and(column(job::Column::PutOff).not());
    let again = column(job::Column::Again);
    let due: SimpleExpr = Expr::case(running().and(again).and(sooner().not()), column(job::Column::DueAt))
        .case(running(), wanted())
        .case(fresh.and(sooner()), wanted())
        .finally(column(job::Column::DueAt))
        .into();
    OnConflict::columns([job::Column::CommunityId, job::Column::Kind, job::Column::Key])
        .target_and_where(Expr::cust(LIVE))
        .value(job::Column::Again, Expr::case(running(), Expr::cust("true")).finally(column(job::Column::Again)))
        .value(job::Column::DueAt, due)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_job_is_asked_for_in_the_same_words_as_many() {
        for backend in [DbBackend::Postgres, DbBackend::Sqlite] {
            let row = || array::from_fn(|at| Value::from(at as i64));
            let (one, built) = (insert_one(backend, row()), backend.build(&insert(iter::once(row()))));
            assert_eq!((one.sql, one.values), (built.sql, built.values));
        }
    }
}
