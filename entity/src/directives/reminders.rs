//! Who is reminded of what the street waits for: one message an administrator a day.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::{
    State,
    directive_copy::{self, Column},
    job, rules,
};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    people::words::word,
    schedules,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const DIGEST: &str = "directives.digest";

/// Gives a community the time of its reminders.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, job::SCHEDULES).await
}

/// Tells the administrators what is late, due soon, or not acknowledged. Done again on the same day, nobody is told twice.
pub async fn remind(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let open = [State::Sent, State::Acknowledged, State::Returned];
    let copies = tx.find::<directive_copy::Entity>().filter(Column::State.is_in(open)).order_by_asc(Column::Id).all(tx.conn()).await?;
    let told = |copy: &directive_copy::Model| {
        copy.told_on != Some(desk.today) && rules::is_told(copy.kind, copy.state, copy.due_on, desk.day(copy.created_at), desk.today)
    };
    let mut lines = Vec::new();
    for copy in copies.into_iter().filter(told) {
        lines.push(json!({
            "kind": word(copy.kind),
            "state": word(copy.state),
            "title": copy.title,
            "due": copy.due_on,
            "left": copy.due_on.map(|due| (due - desk.today).num_days()),
            "path": format!("/directives/{}", copy.id),
        }));
        tx.update(directive_copy::ActiveModel { id: Set(copy.id), told_on: Set(Some(desk.today)), ..Default::default() }).await?;
    }
    send(tx, &desk, lines).await
}

async fn send(tx: &Tx, desk: &Desk, lines: Vec<Value>) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    for member in desk::administrators(tx).await? {
        let facts =
            json!({ "community": desk.community.name, "day": desk.today, "count": lines.len(), "lines": lines, "path": "/directives" });
        notifications::send(tx, Intent::to_member(DIGEST, member, desk.today, facts)).await?;
    }
    Ok(())
}
