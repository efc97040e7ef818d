//! The clock of requests: the administrators are told of what is due soon and of what is late, once a day.

use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;

use super::{State, figures, job, notices::NOTICE, privacy_copy, privacy_request, rules::REMIND};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    schedules,
    visits::desk::{self, Desk},
};

/// Gives a community the time of its reminders.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Reminds of what is due soon and of what is late. Done again on the same day, nobody is told twice.
pub async fn remind(tx: &Tx) -> Result<()> {
    use privacy_copy::{Column, Entity};
    tx.delete_many::<Entity>().filter(Column::ExpiresAt.lt(tx.now())).exec(tx.conn()).await?;
    let desk = Desk::of(tx).await?;
    // A day went by: what was in time may be late.
    figures::mark(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let soon = desk.calendar.add_workdays(desk.today, REMIND);
    let open = tx.find::<privacy_request::Entity>().filter(privacy_request::Column::State.eq(State::Open));
    let due = open.filter(privacy_request::Column::DueOn.lte(soon)).all(tx.conn()).await?;
    if due.is_empty() {
        return Ok(());
    }
    let late = due.iter().filter(|request| request.due_on < desk.today).count();
    let facts = json!({
        "community": desk.community.name,
        "what": "due",
        "kind": "",
        "due": due.iter().map(|request| request.due_on).min(),
        "answer": "",
        "late": late,
        "soon": due.len() - late,
        "path": "/privacy-requests",
    });
    for member in desk::administrators(tx).await? {
        let intent = Intent::to_member(NOTICE, member, format_args!("due:{}", desk.today), facts.clone());
        notifications::send(tx, intent).await?;
    }
    Ok(())
}
