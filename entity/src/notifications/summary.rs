//! One summary in the morning instead of thirty messages.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{
    Intent, Recipient, Urgency,
    ledger::{Draft, note_step},
    message, send,
};
use crate::kernel::{Result, Tx};

/// The template of summaries.
pub const SUMMARY: &str = "notifications.summary";

/// What waits for some readers, locked, so that of two workers that release two of them only one sums them up.
#[derive(Default)]
pub struct Waiting(HashMap<Uuid, Vec<message::Model>>);

impl Waiting {
    /// What waits for the readers of `drafts`.
    pub async fn of(tx: &Tx, drafts: &[Draft]) -> Result<Self> {
        let readers: Vec<Uuid> = drafts.iter().filter_map(may_be_summed_up).collect();
        if readers.is_empty() {
            return Ok(Self::default());
        }
        let rows = tx
            .find::<message::Entity>()
            .filter(message::Column::ReaderId.is_in(readers))
            .filter(message::Column::State.eq(message::State::Queued))
            .filter(message::Column::HeldUntil.is_not_null())
            .order_by_asc(message::Column::Id)
            .lock_exclusive();
        let mut waiting: HashMap<Uuid, Vec<message::Model>> = HashMap::new();
        for row in rows.all(tx.conn()).await? {
            waiting.entry(row.reader_id.unwrap_or_default()).or_default().push(row);
        }
        Ok(Self(waiting))
    }

    /// It waits no longer.
    pub fn leaves(&mut self, draft: &Draft) {
        if let Some(waiting) = draft.to.member().and_then(|reader| self.0.get_mut(&reader)) {
            waiting.retain(|row| row.id != draft.id);
        }
    }

    /// Sums up everything that waits for the reader of `draft`, if that are `from` messages or more; whether it did.
    pub async fn sum_up(&mut self, tx: &Tx, draft: &Draft, from: u32) -> Result<bool> {
        let Some(reader) = may_be_summed_up(draft) else { return Ok(false) };
        let waiting = self.0.entry(reader).or_default();
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
        for row in std::mem::take(waiting) {
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
}

/// Whose summary has a place for it.
fn may_be_summed_up(draft: &Draft) -> Option<Uuid> {
    draft.to.member().filter(|_| draft.was_held && !draft.urgent && draft.template != SUMMARY)
}
