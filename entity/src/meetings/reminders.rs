//! The day before everybody is reminded; afterwards the office of minutes that are not out.

use chrono::{Days, Duration};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};

use super::{
    MinutesState, Stage, job,
    meeting::{self, Column},
    notices::{self, News},
    query,
    rules::MINUTES_WITHIN,
};
use crate::{
    kernel::{Result, Tx},
    schedules,
    visits::desk::{self, Desk},
};

/// Minutes that are not out are asked for as long as this, in days.
const ASKED_FOR: i64 = 30;

/// Gives a community the time of its reminders.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Reminds whom it concerns, each of a meeting once, of late minutes once.
pub async fn remind(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let called = tx.find::<meeting::Entity>().filter(Column::Stage.eq(Stage::Called)).all(tx.conn()).await?;
    for meeting in called {
        let starts_on = desk.day(query::one(tx, meeting.id).await?.occasion.starts_at);
        if starts_on == desk.today + Days::new(1) {
            notices::tell_invited(tx, &meeting, News::Tomorrow, "").await?;
        }
    }
    let held = tx.find::<meeting::Entity>().filter(Column::Stage.eq(Stage::Held)).filter(Column::MinutesState.ne(MinutesState::Published));
    let held = held.filter(Column::HeldAt.gte(desk.now - Duration::days(ASKED_FOR))).filter(Column::RemindedOn.is_null());
    for meeting in held.all(tx.conn()).await? {
        let Some(held_at) = meeting.held_at else { continue };
        if desk.calendar.add_workdays(desk.day(held_at), MINUTES_WITHIN) > desk.today {
            continue;
        }
        let office = match meeting.chair_id {
            Some(chair) => vec![chair],
            None => desk::administrators(tx).await?,
        };
        notices::tell(tx, office, &meeting, News::MinutesLate, "").await?;
        tx.update(meeting::ActiveModel { id: Set(meeting.id), reminded_on: Set(Some(desk.today)), ..Default::default() }).await?;
    }
    Ok(())
}
