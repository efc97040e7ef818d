//! The course of an activity: on the menu, held, kept, or called off.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    activity::{self, Column, Stage},
    bookings,
    error::ActivityError,
    figures, programmes,
    rules::course::{Act, next},
    service,
};
use crate::{
    attendance::{occasion, occasions},
    kernel::{Failure, Result, Tx},
};

/// Puts an activity on the menu, keeps it, or calls it off; `note` tells why it is off.
///
/// # Errors
/// `WrongStage`, or without a reason.
pub async fn act(tx: &Tx, id: Uuid, revision: i64, act: Act, note: &str) -> Result<activity::Model> {
    let known = tx.get::<activity::Entity>(id).await?;
    let stage = next(known.stage, act).ok_or(ActivityError::WrongStage)?;
    let published = if act == Act::Publish { Some(tx.now()) } else { known.published_at };
    let row = activity::ActiveModel { stage: Set(stage), published_at: Set(published), ..Default::default() };
    let activity = tx.revise(id, Column::Revision, revision, row).await?;
    match act {
        Act::Publish => publish(tx, &activity).await?,
        Act::CallOff => call_off(tx, &activity, note).await?,
        Act::Hold | Act::Archive => {}
    }
    figures::mark(tx).await?;
    Ok(activity)
}

/// Notes that an activity took place, if it still ended at `ends_at`.
pub async fn hold(tx: &Tx, id: Uuid, ends_at: DateTime<Utc>) -> Result<()> {
    let Some(known) = tx.try_get::<activity::Entity>(id).await? else { return Ok(()) };
    let occasion = tx.get::<occasion::Entity>(known.occasion_id).await?;
    let Some(stage) = next(known.stage, Act::Hold).filter(|_| occasion.ends_at == ends_at) else { return Ok(()) };
    let row = activity::ActiveModel { stage: Set(stage), held_at: Set(Some(ends_at)), ..Default::default() };
    tx.revise(id, Column::Revision, known.revision, row).await?;
    figures::mark_held(tx, ends_at).await
}

async fn publish(tx: &Tx, activity: &activity::Model) -> Result<()> {
    debug_assert_eq!(activity.stage, Stage::Published);
    let occasion = tx.get::<occasion::Entity>(activity.occasion_id).await?;
    if occasion.ends_at <= tx.now() {
        return Err(Failure::invalid_field("starts_at", "attendance.impossible_time"));
    }
    let occasion = occasions::open(tx, activity.occasion_id).await?;
    service::expect_end(tx, activity.id, &occasion).await?;
    programmes::bring_group(tx, activity).await
}

async fn call_off(tx: &Tx, activity: &activity::Model, reason: &str) -> Result<()> {
    let occasion = occasions::call_off(tx, activity.occasion_id, reason).await?;
    bookings::settle(tx, &occasion, None).await
}
