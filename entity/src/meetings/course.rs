//! The course of a meeting: called, held with enough people, written down, published.

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    MinutesState, Stage,
    error::MeetingError,
    figures, meeting,
    notices::{self, News},
    query,
    rules::{self, Act},
    service::write,
};
use crate::{
    attendance::occasions,
    kernel::{Failure, Result, Tx},
};

/// Tells those who are invited; whoever was invited after the first call is told with the next.
pub async fn call(tx: &Tx, id: Uuid, revision: i64) -> Result<meeting::Model> {
    let known = tx.get::<meeting::Entity>(id).await?;
    let stage = rules::next(known.stage, Act::Call).ok_or(MeetingError::WrongStage)?;
    if query::counts(tx, &known).await?.signed_up == 0 {
        return Err(MeetingError::NobodyInvited.into());
    }
    let row = meeting::ActiveModel { stage: Set(stage), called_at: Set(Some(tx.now())), ..Default::default() };
    let meeting = write(tx, id, revision, row).await?;
    notices::tell_invited(tx, &meeting, News::Called, "").await?;
    Ok(meeting)
}

/// Opens it, if enough have signed in.
pub async fn hold(tx: &Tx, id: Uuid, revision: i64) -> Result<meeting::Model> {
    let known = tx.get::<meeting::Entity>(id).await?;
    let stage = rules::next(known.stage, Act::Hold).ok_or(MeetingError::WrongStage)?;
    if !rules::is_quorate(query::counts(tx, &known).await?.attended, known.quorum) {
        return Err(MeetingError::NoQuorum.into());
    }
    let row = meeting::ActiveModel { stage: Set(stage), held_at: Set(Some(tx.now())), ..Default::default() };
    let meeting = write(tx, id, revision, row).await?;
    figures::mark(tx).await?;
    Ok(meeting)
}

/// Calls it off; those who are invited are told why, if they had been told of it.
pub async fn cancel(tx: &Tx, id: Uuid, revision: i64, reason: &str) -> Result<meeting::Model> {
    let known = tx.get::<meeting::Entity>(id).await?;
    let stage = rules::next(known.stage, Act::Cancel).ok_or(MeetingError::WrongStage)?;
    if reason.trim().is_empty() {
        return Err(Failure::invalid_field("note", "meetings.reason_wanted"));
    }
    if known.stage == Stage::Called {
        notices::tell_invited(tx, &known, News::Cancelled, reason.trim()).await?;
    }
    occasions::call_off(tx, known.occasion_id, reason).await?;
    write(tx, id, revision, meeting::ActiveModel { stage: Set(stage), ..Default::default() }).await
}

/// Writes the minutes on; once published they stay, and those who were there are told.
pub async fn take_minutes(tx: &Tx, id: Uuid, revision: i64, minutes: &str, state: MinutesState) -> Result<meeting::Model> {
    let known = tx.get::<meeting::Entity>(id).await?;
    if known.stage != Stage::Held {
        return Err(MeetingError::WrongStage.into());
    }
    if known.minutes_state == MinutesState::Published {
        return Err(MeetingError::Published.into());
    }
    if !rules::may_become(known.minutes_state, state) {
        return Err(MeetingError::WrongStage.into());
    }
    let minutes = minutes.trim();
    if minutes.is_empty() && state != MinutesState::Draft {
        return Err(Failure::invalid_field("minutes", "meetings.minutes_wanted"));
    }
    let row = meeting::ActiveModel { minutes: Set(minutes.to_owned()), minutes_state: Set(state), ..Default::default() };
    let meeting = write(tx, id, revision, row).await?;
    if state == MinutesState::Published {
        tx.audit("meetings.publish", "meeting", id, serde_json::json!({})).await?;
        notices::tell_invited(tx, &meeting, News::Published, "").await?;
    }
    Ok(meeting)
}

/// Publishes minutes that were looked over, as they are.
pub async fn publish(tx: &Tx, id: Uuid, revision: i64) -> Result<meeting::Model> {
    let minutes = tx.get::<meeting::Entity>(id).await?.minutes;
    take_minutes(tx, id, revision, &minutes, MinutesState::Published).await
}
