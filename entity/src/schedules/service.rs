//! A community's own times: see them, change them, pause them, have one happen now.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use crate::{
    calendar::{local, query::own_calendar, rule},
    kernel::{
        Result, Tx,
        queue::{Asked, schedule},
    },
};

/// What is to be different.
#[derive(Debug, Default)]
pub struct Change {
    /// When, such as `08:00 workdays`, `Mon 07:30` or five cron fields.
    pub rule: Option<String>,
    /// Whether it rests.
    pub paused: Option<bool>,
}

/// The community's schedules.
pub async fn list(tx: &Tx) -> Result<Vec<schedule::Model>> {
    Ok(tx.find::<schedule::Entity>().order_by_asc(schedule::Column::Kind).all(tx.conn()).await?)
}

/// Changes one. The next instant counts from now: what was missed while it rested stays missed.
pub async fn change(tx: &Tx, id: Uuid, change: Change) -> Result<schedule::Model> {
    let row = tx.get::<schedule::Entity>(id).await?;
    let text = change.rule.unwrap_or_else(|| row.rule.clone());
    let paused = change.paused.unwrap_or(row.paused);
    let next = next_of(tx, &text, &row.zone).await?;
    tx.audit("schedules.change", "schedule", id, json!({ "kind": row.kind, "rule": text, "paused": paused })).await?;
    let next_at = if paused { None } else { next };
    tx.update(schedule::ActiveModel { id: Set(id), rule: Set(text), paused: Set(paused), next_at: Set(next_at), ..Default::default() })
        .await
}

async fn next_of(tx: &Tx, text: &str, zone: &str) -> Result<Option<DateTime<Utc>>> {
    let calendar = own_calendar(tx).await?;
    rule::next_after(text, local::zone(zone), tx.now(), &calendar)
}

/// Has it happen now, besides its own times.
pub async fn run_now(tx: &Tx, id: Uuid) -> Result<()> {
    let row = tx.get::<schedule::Entity>(id).await?;
    tx.audit("schedules.run", "schedule", id, json!({ "kind": row.kind })).await?;
    tx.unit().pending().ask(Asked::planned(tx.community(), &row.kind, tx.now(), tx.now()));
    Ok(())
}
