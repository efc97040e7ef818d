//! Asking for a job.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    EntityTrait,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use super::{Job, job};
use crate::kernel::{Result, id, tx::Unit};

pub(crate) async fn enqueue<J: Job>(unit: &Unit, community: Uuid, job: &J, due: DateTime<Utc>) -> Result<()> {
    let row = job::ActiveModel {
        community_id: Set(community),
        id: Set(id::new_id(unit.now)),
        kind: Set(J::KIND.to_owned()),
        key: Set(job.key()),
        payload: Set(serde_json::to_value(job)?),
        state: Set(job::State::Ready),
        priority: Set(J::PRIORITY),
        due_at: Set(due),
        again: Set(false),
        lease_token: Set(None),
        lease_until: Set(None),
        attempts: Set(0),
        crashes: Set(0),
        max_attempts: Set(J::MAX_ATTEMPTS),
        last_error: Set(None),
        created_at: Set(unit.now),
        finished_at: Set(None),
    };
    job::Entity::insert(row).on_conflict(join_the_live_one()).exec_without_returning(&unit.conn).await?;
    unit.note_enqueued();
    Ok(())
}

/// The condition of the index that keeps live jobs unique, to the letter: bound values would not match it.
const LIVE: &str = "state IN ('ready', 'running')";

/// An equal job that waits is brought forward; one that runs, and may have read
/// what has changed since, is asked to run once more.
fn join_the_live_one() -> OnConflict {
    let live = Expr::col((job::Entity, job::Column::State));
    let due = Expr::col((job::Entity, job::Column::DueAt));
    let sooner = Expr::cust("excluded.due_at");
    OnConflict::columns([job::Column::CommunityId, job::Column::Kind, job::Column::Key])
        .target_and_where(Expr::cust(LIVE))
        .value(
            job::Column::Again,
            Expr::case(live.clone().eq("running"), Expr::value(true)).finally(Expr::col((job::Entity, job::Column::Again))),
        )
        .value(job::Column::DueAt, Expr::case(live.eq("ready").and(sooner.clone().lt(due.clone())), sooner).finally(due))
        .to_owned()
}
