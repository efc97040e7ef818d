//! Jobs as the operator sees them. What a job is about stays closed: the operator sees no personal data.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveEnum, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

use super::job;
use crate::kernel::{Actor, Db, Failure, PLATFORM, Page, PageRequest, Result, Scope, Why};

/// What is shown of a job.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The job.
    pub id: Uuid,
    /// The tenant.
    pub community: Uuid,
    /// Its kind.
    pub kind: String,
    /// The state's word.
    pub state: String,
    /// How often its handler failed.
    pub attempts: i32,
    /// How often its worker vanished.
    pub crashes: i32,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it was due.
    pub due_at: DateTime<Utc>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was buried or called off.
    pub finished_at: Option<DateTime<Utc>>,
}

/// The jobs in a state, the newest first.
pub async fn list(db: &Db, state: &str, request: &PageRequest) -> Result<Page<Seen>> {
    let limit = request.limit()?;
    let state =
        job::State::try_from_value(&state.to_owned()).map_err(|_| Failure::invalid_field("state", "schedules.job_state_unknown"))?;
    let sys = db.system_read(Why::Operate).await?;
    let mut query = sys.find::<job::Entity>().filter(job::Column::State.eq(state)).order_by_desc(job::Column::Id);
    if let Some(after) = request.key::<Uuid>()? {
        query = query.filter(job::Column::Id.lt(after));
    }
    let rows = query.limit(limit + 1).all(sys.conn()).await?;
    Ok(Page::cut(rows, limit, |row: &job::Model| row.id)?.map(Seen::from))
}

/// Has a buried job run again, with all its chances. Asked twice, it runs once.
pub async fn replay(db: &Db, actor: Actor, id: Uuid) -> Result<()> {
    let sys = db.system(Why::Operate).await?;
    let buried = || job::Column::State.eq(job::State::Buried).and(job::Column::Id.eq(id));
    let row = sys.find::<job::Entity>().filter(buried()).one(sys.conn()).await?.ok_or_else(Failure::not_found)?;
    let alive = sys
        .find::<job::Entity>()
        .filter(job::Column::CommunityId.eq(row.community_id))
        .filter(job::Column::Kind.eq(row.kind.as_str()))
        .filter(job::Column::Key.eq(row.key.as_str()))
        .filter(job::Column::State.is_in([job::State::Ready, job::State::Running]))
        .one(sys.conn())
        .await?;
    // The same was asked for again meanwhile: that one does the work, and this one has nothing left to do.
    let state = if alive.is_some() { job::State::Cancelled } else { job::State::Ready };
    job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(state))
        .col_expr(job::Column::Attempts, Expr::value(0))
        .col_expr(job::Column::Crashes, Expr::value(0))
        .col_expr(job::Column::DueAt, Expr::value(sys.now()))
        .col_expr(job::Column::PutOff, Expr::value(false))
        .col_expr(job::Column::FinishedAt, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(buried())
        .exec(sys.conn())
        .await?;
    sys.audit(&Scope { community: PLATFORM, actor }, "jobs.replay", "job", id, json!({ "kind": row.kind })).await?;
    sys.commit().await?;
    db.wake().wake().await;
    Ok(())
}

impl From<job::Model> for Seen {
    fn from(row: job::Model) -> Self {
        let job::Model { id, community_id, kind, state, attempts, crashes, last_error, due_at, created_at, finished_at, .. } = row;
        Self { id, community: community_id, kind, state: state.to_value(), attempts, crashes, last_error, due_at, created_at, finished_at }
    }
}
