//! Reading the ledger.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{delivery, message};
use crate::kernel::{Failure, Page, PageRequest, Result, Tx};

/// Which messages are asked for.
#[derive(Debug, Default)]
pub struct Wanted {
    /// A part of the recipient's name or masked address.
    pub to: Option<String>,
    /// The template.
    pub template: Option<String>,
    /// The state's word.
    pub state: Option<String>,
    /// Asked for at this instant or later.
    pub from: Option<DateTime<Utc>>,
}

/// A message with its tries, the first one first.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The message.
    pub message: message::Model,
    /// Its tries.
    pub tries: Vec<delivery::Model>,
}

/// The messages, the newest first.
pub async fn page(tx: &Tx, wanted: &Wanted, request: &PageRequest) -> Result<Page<Entry>> {
    let limit = request.limit()?;
    let mut query = tx.find::<message::Entity>().order_by_desc(message::Column::Id);
    if let Some(after) = request.key::<Uuid>()? {
        query = query.filter(message::Column::Id.lt(after));
    }
    if let Some(to) = wanted.to.as_deref().filter(|to| !to.trim().is_empty()) {
        let to = to.trim();
        query = query
            .filter(Condition::any().add(message::Column::RecipientName.contains(to)).add(message::Column::AddressMasked.contains(to)));
    }
    if let Some(template) = &wanted.template {
        query = query.filter(message::Column::Template.eq(template));
    }
    if let Some(word) = &wanted.state {
        use sea_orm::ActiveEnum;
        let state = message::State::try_from_value(word).map_err(|_| Failure::invalid_field("state", "notifications.state_unknown"))?;
        query = query.filter(message::Column::State.eq(state));
    }
    if let Some(from) = wanted.from {
        query = query.filter(message::Column::CreatedAt.gte(from));
    }
    let rows = query.limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row: &message::Model| row.id)?;
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id).collect();
    let tries = tx
        .find::<delivery::Entity>()
        .filter(delivery::Column::MessageId.is_in(ids))
        .order_by_asc(delivery::Column::Attempt)
        .all(tx.conn())
        .await?;
    Ok(page.map(|message| Entry { tries: tries.iter().filter(|one| one.message_id == message.id).cloned().collect(), message }))
}

/// One message with its tries, and the text that was sent last.
pub async fn one(tx: &Tx, id: Uuid) -> Result<(Entry, Option<String>)> {
    let message = tx.get::<message::Entity>(id).await?;
    let tries = tx
        .find::<delivery::Entity>()
        .filter(delivery::Column::MessageId.eq(id))
        .order_by_asc(delivery::Column::Attempt)
        .all(tx.conn())
        .await?;
    let body = tries.last().map(|last| tx.open("delivery", "body", last.id, &last.body)).transpose()?;
    Ok((Entry { message, tries }, body))
}

/// When the messages of a rule were asked for, from an instant on; tests are none.
pub async fn asked_by(tx: &Tx, rule: &str, since: DateTime<Utc>) -> Result<Vec<DateTime<Utc>>> {
    let asked = tx.find::<message::Entity>().filter(message::Column::Rule.eq(rule)).filter(message::Column::TestSend.is_null());
    let asked = asked.filter(message::Column::CreatedAt.gte(since)).select_only().column(message::Column::CreatedAt);
    Ok(asked.into_tuple().all(tx.conn()).await?)
}

/// What the template of a message is filled with.
pub fn facts(tx: &Tx, message: &message::Model) -> Result<serde_json::Value> {
    Ok(serde_json::from_str(&tx.open("message", "facts", message.id, &message.facts)?)?)
}
