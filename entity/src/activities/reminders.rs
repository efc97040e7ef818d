//! Deliverables are asked for a week before, and every week until they are there.

use chrono::Days;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};

use super::{
    job,
    notices::{self, News},
    provider_deliverable::{self, Column, State},
};
use crate::{
    kernel::{Result, Tx},
    schedules,
    visits::desk::Desk,
};

/// So many days before its day a deliverable is asked for, and so many days later again.
const WEEK: u64 = 7;

/// Gives a community the time of its reminders.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Reminds providers and the office of what is owed.
pub async fn remind(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let owed = tx.find::<provider_deliverable::Entity>().filter(Column::State.is_in([State::Due, State::Returned]));
    let owed = owed.filter(Column::DueOn.lte(desk.today + Days::new(WEEK))).all(tx.conn()).await?;
    for row in owed {
        if row.told_on.is_some_and(|told| told + Days::new(WEEK) > desk.today) {
            continue;
        }
        notices::of_deliverable(tx, &row, News::Due).await?;
        tx.update(provider_deliverable::ActiveModel { id: Set(row.id), told_on: Set(Some(desk.today)), ..Default::default() }).await?;
    }
    Ok(())
}
