//! Jobs as the operator sees them, one by one. The operator sees no personal data, so that what a job is about is shown masked.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveEnum, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Job, job};
use crate::kernel::{Actor, Db, Failure, Kind, PLATFORM, Page, PageRequest, Result, Scope, SystemTx, Tx, Why};

/// The most jobs that one call sends again.
pub const MOST_REPLAYED: u64 = 200;
/// What stands for a word that may name somebody.
const MASK: &str = "•••";

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
    /// How many processes are thought to have died of it.
    pub crashes: i32,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// What it is about, masked.
    pub payload: Value,
    /// When it was due.
    pub due_at: DateTime<Utc>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was buried or called off.
    pub finished_at: Option<DateTime<Utc>>,
}

/// Which jobs.
#[derive(Debug, Clone, Default)]
pub struct Which {
    /// In this state.
    pub state: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Of this tenant.
    pub community: Option<Uuid>,
}

impl Which {
    fn condition(&self) -> Result<Condition> {
        let state = self.state.as_ref().map(job::State::try_from_value).transpose();
        let state = state.map_err(|_| Failure::invalid_field("state", "schedules.job_state_unknown"))?;
        Ok(Condition::all()
            .add_option(state.map(|state| job::Column::State.eq(state)))
            .add_option(self.kind.as_deref().map(|kind| job::Column::Kind.eq(kind)))
            .add_option(self.community.map(|community| job::Column::CommunityId.eq(community))))
    }
}

/// Some jobs, the newest first.
pub async fn list(db: &Db, which: &Which, request: &PageRequest) -> Result<Page<Seen>> {
    let limit = request.limit()?;
    let sys = db.system_read(Why::Operate).await?;
    let mut query = sys.find::<job::Entity>().filter(which.condition()?).order_by_desc(job::Column::Id);
    if let Some(after) = request.key::<Uuid>()? {
        query = query.filter(job::Column::Id.lt(after));
    }
    let rows = query.limit(limit + 1).all(sys.conn()).await?;
    Ok(Page::cut(rows, limit, |row: &job::Model| row.id)?.map(Seen::from))
}

/// One job.
pub async fn show(db: &Db, id: Uuid) -> Result<Seen> {
    Ok(find(&db.system_read(Why::Operate).await?, id).await?.into())
}

/// Has a buried job run again, with all its chances. Asked twice, it runs once.
pub async fn replay(db: &Db, actor: &Actor, id: Uuid) -> Result<()> {
    // If the same is asked for just now, that one is seen at the second look.
    match replay_once(db, actor, id).await {
        Err(failure) if failure.kind() == Kind::Conflict => replay_once(db, actor, id).await?,
        ended => ended?,
    }
    db.wake().wake().await;
    Ok(())
}

/// Has buried jobs run again, the oldest first, [`MOST_REPLAYED`] at most; answers how many were there.
pub async fn replay_all(db: &Db, actor: &Actor, which: &Which) -> Result<u64> {
    let buried = Which { state: Some(job::State::Buried.to_value()), ..which.clone() };
    let ids: Vec<Uuid> = {
        let sys = db.system_read(Why::Operate).await?;
        let buried = sys.find::<job::Entity>().filter(buried.condition()?).order_by_asc(job::Column::Id).limit(MOST_REPLAYED);
        buried.select_only().column(job::Column::Id).into_tuple().all(sys.conn()).await?
    };
    let mut replayed = 0;
    for id in ids {
        match replay(db, actor, id).await {
            Ok(()) => replayed += 1,
            // Somebody else has sent it again already.
            Err(failure) if failure.kind() == Kind::NotFound => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(replayed)
}

/// Has a job of a community done anew that may have been buried: what is in the grave is called off, and it is asked for with all its
/// chances. One that lives does the work alone.
pub(crate) async fn ask_again<J: Job>(tx: &Tx, job: &J) -> Result<()> {
    let dead = job::ActiveModel { state: Set(job::State::Cancelled), finished_at: Set(Some(tx.now())), ..Default::default() };
    let buried = tx.update_many::<job::Entity>().filter(job::Column::State.eq(job::State::Buried));
    let these = buried.filter(job::Column::Kind.eq(J::KIND)).filter(job::Column::Key.eq(job.key()));
    these.set(dead).exec(tx.conn()).await?;
    tx.enqueue(job).await
}

/// Calls a job off that waits, or that was buried. One that runs is not interrupted: ask again, or let it end.
pub async fn cancel(db: &Db, actor: &Actor, id: Uuid) -> Result<()> {
    let sys = db.system(Why::Operate).await?;
    let row = find(&sys, id).await?;
    let waits = job::Column::State.is_in([job::State::Ready, job::State::Buried]);
    let cancelled = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(job::State::Cancelled))
        .col_expr(job::Column::FinishedAt, Expr::value(sys.now()))
        .filter(waits.and(job::Column::CommunityId.eq(row.community_id)).and(job::Column::Id.eq(id)))
        .exec(sys.conn())
        .await?;
    if cancelled.rows_affected == 0 {
        return Err(Failure::new(Kind::Conflict, "schedules.job_is_not_waiting"));
    }
    sys.audit(&Scope { community: PLATFORM, actor: actor.clone() }, "jobs.cancel", "job", id, json!({ "kind": row.kind })).await?;
    sys.commit().await
}

async fn find(sys: &SystemTx, id: Uuid) -> Result<job::Model> {
    sys.find::<job::Entity>().filter(job::Column::Id.eq(id)).one(sys.conn()).await?.ok_or_else(Failure::not_found)
}

async fn replay_once(db: &Db, actor: &Actor, id: Uuid) -> Result<()> {
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
    let replayed = job::Entity::update_many()
        .col_expr(job::Column::State, Expr::value(state))
        .col_expr(job::Column::Attempts, Expr::value(0))
        .col_expr(job::Column::Crashes, Expr::value(0))
        .col_expr(job::Column::DueAt, Expr::value(sys.now()))
        .col_expr(job::Column::PutOff, Expr::value(false))
        .col_expr(job::Column::FinishedAt, Expr::value((state == job::State::Cancelled).then(|| sys.now())))
        .filter(buried().and(job::Column::CommunityId.eq(row.community_id)))
        .exec(sys.conn())
        .await?;
    if replayed.rows_affected == 0 {
        return Err(Failure::not_found());
    }
    sys.audit(&Scope { community: PLATFORM, actor: actor.clone() }, "jobs.replay", "job", id, json!({ "kind": row.kind })).await?;
    sys.commit().await
}

/// What a job is about, without a word that may name somebody: identities, times, numbers and yes or no stay.
fn masked(value: &Value) -> Value {
    let harmless =
        |text: &str| Uuid::parse_str(text).is_ok() || DateTime::parse_from_rfc3339(text).is_ok() || text.parse::<NaiveDate>().is_ok();
    match value {
        Value::String(text) if !harmless(text) => MASK.into(),
        // A phone or an identity number may be written as a number, too.
        Value::Number(number) if number.to_string().len() > 9 => MASK.into(),
        Value::Array(values) => values.iter().map(masked).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), masked(value))).collect(),
        other => other.clone(),
    }
}

impl From<job::Model> for Seen {
    fn from(row: job::Model) -> Self {
        let job::Model { id, community_id, kind, state, attempts, crashes, last_error, due_at, created_at, finished_at, .. } = row;
        let (state, payload) = (state.to_value(), masked(&row.payload));
        Self { id, community: community_id, kind, state, attempts, crashes, last_error, payload, due_at, created_at, finished_at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_name_somebody_is_masked() {
        let payload = json!({ "message": Uuid::nil(), "planned_at": "2026-03-09T01:00:00Z", "day": "2026-03-09", "to": ["王奶奶", 13812345678_u64, 3, true, null] });
        let shown = masked(&payload);
        assert_eq!(shown["to"], json!([MASK, MASK, 3, true, null]));
        assert_eq!(
            (&shown["message"], &shown["planned_at"], &shown["day"]),
            (&payload["message"], &payload["planned_at"], &payload["day"])
        );
    }
}
