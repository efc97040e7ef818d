//! Four weeks later the office is reminded to ask whether it is really solved (回头看): one message a person, each matter told of once.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::{
    job,
    matter::{self, Column},
};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    schedules,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const RECHECK: &str = "matters.recheck";

/// Gives a community the time of its reminders.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Tells the administrators which matters are to be asked after.
pub async fn remind(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    let due = tx.find::<matter::Entity>().filter(Column::RecheckOn.lte(desk.today)).filter(Column::RecheckToldOn.is_null());
    let due = due.order_by_asc(Column::RecheckOn).order_by_asc(Column::Id).all(tx.conn()).await?;
    if !desk.is_open() || due.is_empty() {
        return Ok(());
    }
    let lines: Vec<_> = due.iter().map(|matter| json!({ "number": matter.number, "title": matter.title })).collect();
    for member in desk::administrators(tx).await? {
        let facts = json!({ "community": desk.community.name, "day": desk.today, "count": lines.len(), "lines": lines, "path": "/matters?view=recheck" });
        notifications::send(tx, Intent::to_member(RECHECK, member, desk.today, facts)).await?;
    }
    for matter in due {
        tx.update(matter::ActiveModel { id: Set(matter.id), recheck_told_on: Set(Some(desk.today)), ..Default::default() }).await?;
    }
    Ok(())
}
