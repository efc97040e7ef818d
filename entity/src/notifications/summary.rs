//! One summary in the morning instead of thirty messages.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::{
    Intent, Recipient, Urgency,
    ledger::{Draft, note_step},
    message, send,
};
use crate::kernel::{Result, Tx};

/// The template of summaries.
pub const SUMMARY: &str = "notifications.summary";

/// Sums up everything that waits for the reader of `draft`, if that are `from` messages or more; whether it did.
pub async fn sum_up(tx: &Tx, draft: &Draft, from: u32) -> Result<bool> {
    let Some(reader) = draft.to.member().filter(|_| draft.was_held && !draft.urgent && draft.template != SUMMARY) else {
        return Ok(false);
    };
    // Locked, so that of two workers that release two of them only one sums them up.
    let waiting = tx
        .find::<message::Entity>()
        .filter(message::Column::ReaderId.eq(reader))
        .filter(message::Column::State.eq(message::State::Queued))
        .filter(message::Column::HeldUntil.is_not_null())
        .order_by_asc(message::Column::Id)
        .lock_exclusive()
        .all(tx.conn())
        .await?;
    if !waiting.iter().any(|row| row.id == draft.id) {
        return Ok(true);
    }
    if waiting.len() < usize::try_from(from).unwrap_or(usize::MAX) {
        return Ok(false);
    }
    let lines: Vec<_> = waiting.iter().map(|row| json!({ "title": row.subject, "at": row.created_at })).collect();
    let intent = Intent {
        template: SUMMARY,
        to: Recipient::Member { id: reader },
        facts: json!({ "items": lines, "path": "/inbox" }),
        urgency: Urgency::Normal,
        dedupe: format!("{SUMMARY}:{}", draft.id),
        rule: SUMMARY,
        subject: None,
    };
    send(tx, intent).await?;
    for row in waiting {
        note_step(tx, row.id, "summed_up", None, None).await?;
        let row = message::ActiveModel {
            id: Set(row.id),
            state: Set(message::State::Suppressed),
            reason: Set(Some("in_summary".to_owned())),
            ..Default::default()
        };
        tx.update(row).await?;
    }
    Ok(true)
}
