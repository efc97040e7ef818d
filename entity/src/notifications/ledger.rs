//! The delivery ledger: a try is written down before it is made, so that a worker that vanishes leaves a trace of what it may have sent.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    Reader, Recipient, delivery, message, query,
    rules::{MOST_DOUBTS, mask_address, without_secrets},
};
use crate::kernel::{Result, Tx};

/// A message that is to be sent now.
#[derive(Debug)]
pub struct Draft {
    /// The message.
    pub id: Uuid,
    /// Its template.
    pub template: String,
    /// To whom.
    pub to: Recipient,
    /// What the template is filled with.
    pub facts: serde_json::Value,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    attempt: i32,
    doubts: usize,
}

/// A letter's words, as the ledger keeps them.
#[derive(Debug)]
pub struct Words<'a> {
    /// `mail` and, later, others.
    pub channel: &'a str,
    /// The subject line.
    pub subject: &'a str,
    /// The body.
    pub text: &'a str,
}

/// How a try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The channel took it, under this reference.
    Accepted(String),
    /// The channel refused it for good.
    Rejected(String),
    /// The channel asked to try later.
    Deferred(String),
    /// Nobody knows.
    InDoubt(String),
}

/// What is to be sent of a message now; nothing if it has come to its end. A try that was begun and has no end belongs
/// to a worker that vanished: it is in doubt from now on.
pub async fn draft(tx: &Tx, id: Uuid) -> Result<Option<Draft>> {
    let Some(row) = tx.try_get::<message::Entity>(id).await?.filter(|row| !row.state.is_final()) else { return Ok(None) };
    let tries = tx
        .find::<delivery::Entity>()
        .filter(delivery::Column::MessageId.eq(id))
        .order_by_asc(delivery::Column::Attempt)
        .all(tx.conn())
        .await?;
    let mut doubts = 0;
    for earlier in &tries {
        match earlier.state {
            delivery::State::Sending => {
                end_try(tx, earlier.id, delivery::State::InDoubt, Some("worker_vanished".to_owned()), None).await?;
                doubts += 1;
            }
            delivery::State::InDoubt => doubts += 1,
            _ => {}
        }
    }
    if doubts >= MOST_DOUBTS {
        note(tx, id, message::State::InDoubt, Some("worker_vanished".to_owned())).await?;
        return Ok(None);
    }
    Ok(Some(Draft {
        id,
        facts: query::facts(tx, &row)?,
        to: serde_json::from_value(row.recipient)?,
        template: row.template,
        asked_at: row.created_at,
        attempt: tries.last().map_or(0, |last| last.attempt) + 1,
        doubts,
    }))
}

/// Writes down that the message is handed over now. Commit before doing it.
pub async fn begin(tx: &Tx, draft: &Draft, reader: &Reader, words: &Words<'_>) -> Result<Uuid> {
    let id = tx.new_id();
    let body = without_secrets(words.text, &draft.facts);
    let row = delivery::ActiveModel {
        id: Set(id),
        message_id: Set(draft.id),
        channel: Set(words.channel.to_owned()),
        address_masked: Set(mask_address(&reader.email)),
        recipient_name: Set(reader.name.clone()),
        subject: Set(words.subject.to_owned()),
        body: Set(tx.seal("delivery", "body", id, &body)?),
        state: Set(delivery::State::Sending),
        reason: Set(None),
        attempt: Set(draft.attempt),
        reference: Set(None),
        at: Set(tx.now()),
        settled_at: Set(None),
        ..Default::default()
    };
    tx.insert(row).await?;
    let sending = message::ActiveModel {
        id: Set(draft.id),
        state: Set(message::State::Sending),
        recipient_name: Set(Some(reader.name.clone())),
        address_masked: Set(Some(mask_address(&reader.email))),
        subject: Set(Some(words.subject.to_owned())),
        ..Default::default()
    };
    tx.update(sending).await?;
    Ok(id)
}

/// Writes down how the try ended; whether it is to be tried again.
pub async fn end(tx: &Tx, draft: &Draft, delivery: Uuid, end: &End) -> Result<bool> {
    let (state, reason, reference) = match end {
        End::Accepted(reference) => (delivery::State::Accepted, None, Some(reference.clone())),
        End::Rejected(reason) => (delivery::State::Rejected, Some(reason.clone()), None),
        End::Deferred(reason) => (delivery::State::Deferred, Some(reason.clone()), None),
        End::InDoubt(reason) => (delivery::State::InDoubt, Some(reason.clone()), None),
    };
    end_try(tx, delivery, state, reason.clone(), reference).await?;
    let (state, again) = match end {
        End::Accepted(_) => (message::State::Accepted, false),
        End::Rejected(_) => (message::State::Rejected, false),
        End::Deferred(_) => (message::State::Queued, true),
        End::InDoubt(_) if draft.doubts + 1 < MOST_DOUBTS => (message::State::Queued, true),
        End::InDoubt(_) => (message::State::InDoubt, false),
    };
    note(tx, draft.id, state, reason).await?;
    Ok(again)
}

/// The message is not sent, for `reason`.
pub async fn suppress(tx: &Tx, draft: &Draft, reason: &str) -> Result<()> {
    note(tx, draft.id, message::State::Suppressed, Some(reason.to_owned())).await
}

/// The message waits for somebody to mend what keeps it from being sent; its job is buried until then.
pub async fn stall(tx: &Tx, draft: &Draft, reason: &str) -> Result<()> {
    note(tx, draft.id, message::State::Queued, Some(reason.to_owned())).await
}

async fn end_try(tx: &Tx, id: Uuid, state: delivery::State, reason: Option<String>, reference: Option<String>) -> Result<()> {
    let row = delivery::ActiveModel {
        id: Set(id),
        state: Set(state),
        reason: Set(reason),
        reference: Set(reference),
        settled_at: Set(Some(tx.now())),
        ..Default::default()
    };
    tx.update(row).await?;
    Ok(())
}

async fn note(tx: &Tx, message: Uuid, state: message::State, reason: Option<String>) -> Result<()> {
    tx.update(message::ActiveModel { id: Set(message), state: Set(state), reason: Set(reason), ..Default::default() }).await?;
    Ok(())
}
