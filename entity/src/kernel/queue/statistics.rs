//! The queue in figures: what waits, since when, and how fast it moves.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ExprTrait, QueryFilter, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use super::{
    job,
    job_tally::{self, Counts},
};
use crate::kernel::{Db, Result, Why};

/// Over how many minutes the present rate is taken.
const RATE_MINUTES: i64 = 5;

/// One kind of job.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    /// Jobs that wait, due or not.
    pub ready: i64,
    /// Jobs in a worker's hands.
    pub running: i64,
    /// Jobs that wait for a human.
    pub buried: i64,
    /// Jobs that were called off.
    pub cancelled: i64,
    /// Since when the one that has waited longest is due; none while nothing is due.
    pub oldest_due_at: Option<DateTime<Utc>>,
    /// Jobs done in a minute, over the last few, on the whole platform.
    pub done_per_minute: f64,
    /// What happened in the last hour, on the whole platform.
    pub last_hour: Counts,
}

/// Every kind that has jobs now or had some in the last hour; jobs of one tenant only, if one is named.
pub async fn queues(db: &Db, community: Option<Uuid>) -> Result<BTreeMap<String, Queue>> {
    let sys = db.system_read(Why::Operate).await?;
    let (now, conn) = (sys.now(), sys.conn());
    let mut queues: BTreeMap<String, Queue> = BTreeMap::new();
    let whose = |select: sea_orm::Select<job::Entity>| match community {
        Some(community) => select.filter(job::Column::CommunityId.eq(community)),
        None => select,
    };
    let counted: Vec<(String, job::State, i64)> = whose(sys.find::<job::Entity>())
        .select_only()
        .column(job::Column::Kind)
        .column(job::Column::State)
        .column_as(job::Column::Id.count(), "jobs")
        .group_by(job::Column::Kind)
        .group_by(job::Column::State)
        .into_tuple()
        .all(conn)
        .await?;
    for (kind, state, jobs) in counted {
        let queue = queues.entry(kind).or_default();
        match state {
            job::State::Ready => queue.ready = jobs,
            job::State::Running => queue.running = jobs,
            job::State::Buried => queue.buried = jobs,
            job::State::Cancelled => queue.cancelled = jobs,
        }
    }
    let due: Vec<(String, Option<DateTime<Utc>>)> = whose(sys.find::<job::Entity>())
        .filter(job::Column::State.eq(job::State::Ready))
        .filter(job::Column::DueAt.lte(now))
        .select_only()
        .column(job::Column::Kind)
        .column_as(Expr::col((job::Entity, job::Column::DueAt)).min(), "oldest")
        .group_by(job::Column::Kind)
        .into_tuple()
        .all(conn)
        .await?;
    for (kind, oldest) in due {
        queues.entry(kind).or_default().oldest_due_at = oldest;
    }
    let hour = sys.find::<job_tally::Entity>().filter(job_tally::Column::Minute.gte(now - TimeDelta::hours(1))).all(conn).await?;
    for tally in hour {
        let queue = queues.entry(tally.kind).or_default();
        queue.last_hour.done += tally.done;
        queue.last_hour.failed += tally.failed;
        queue.last_hour.buried += tally.buried;
        queue.last_hour.crashed += tally.crashed;
        if tally.minute >= now - TimeDelta::minutes(RATE_MINUTES) {
            queue.done_per_minute += tally.done as f64 / RATE_MINUTES as f64;
        }
    }
    Ok(queues)
}
