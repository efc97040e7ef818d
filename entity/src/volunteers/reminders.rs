//! What is due with volunteers by itself: who waits too long, what changed on rolls afterwards, objections whose time is over.

use chrono::Duration;
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter};

use super::{
    State, hours, job,
    notices::{self, News, Told},
    rules::ANSWERED_WITHIN,
    stars, tasks,
    volunteer::{self, Column},
};
use crate::{
    kernel::{Result, Role, Tx},
    schedules,
    tenancy::members,
    visits::desk::Desk,
};

/// A phone tells within three days, the desk within a week.
const ROLLS_SETTLE: i64 = 14;

/// Gives a community the time of its reminders.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Does what is due; nothing twice.
pub async fn watch(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    for occasion in tasks::closed_since(tx, desk.now - Duration::days(ROLLS_SETTLE)).await? {
        hours::settle(tx, occasion).await?;
    }
    stars::close_published(tx, desk.today).await?;
    nudge(tx, &desk).await
}

/// The office is told once of each who has waited too long, however many they are.
async fn nudge(tx: &Tx, desk: &Desk) -> Result<()> {
    let waiting = || tx.find::<volunteer::Entity>().filter(Column::State.eq(State::Applied));
    let mut late = false;
    for volunteer in waiting().filter(Column::RemindedOn.is_null()).all(tx.conn()).await? {
        if desk.calendar.add_workdays(desk.day(volunteer.applied_at), ANSWERED_WITHIN) <= desk.today {
            late = true;
            tx.update(volunteer::ActiveModel { id: Set(volunteer.id), reminded_on: Set(Some(desk.today)), ..Default::default() }).await?;
        }
    }
    if !late {
        return Ok(());
    }
    let note = waiting().count(tx.conn()).await?.to_string();
    let told = Told { key: desk.today.to_string(), note, path: "/volunteers?state=applied".to_owned(), ..Told::default() };
    for member in members::with_role(tx, Role::Staff).await? {
        notices::tell_member(tx, member.id, News::Waiting, &told).await?;
    }
    Ok(())
}
