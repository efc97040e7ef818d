//! Why somebody got a message, and why nobody did: from the rule and its schedule over each decision to the last receipt.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    inbox_entry, message_step,
    query::{self, Entry},
};
use crate::kernel::{Failure, Result, Tx, queue::schedule};

/// The story of a message.
#[derive(Debug, Clone)]
pub struct Trace {
    /// The message with its tries.
    pub entry: Entry,
    /// The schedule that its rule goes by, if it has one.
    pub schedule: Option<schedule::Model>,
    /// What was decided on the way, the first decision first.
    pub steps: Vec<message_step::Model>,
}

/// The story of one message.
pub async fn trace(tx: &Tx, id: Uuid) -> Result<Trace> {
    let (entry, _) = query::one(tx, id).await?;
    let schedule = tx.find::<schedule::Entity>().filter(schedule::Column::Kind.eq(&entry.message.rule)).one(tx.conn()).await?;
    let steps = tx
        .find::<message_step::Entity>()
        .filter(message_step::Column::MessageId.eq(id))
        .order_by_asc(message_step::Column::Number)
        .all(tx.conn())
        .await?;
    Ok(Trace { entry, schedule, steps })
}

/// The story of a message in the reader's own inbox; "not found" if the entry is somebody else's.
pub async fn own(tx: &Tx, reader: Uuid, entry: Uuid) -> Result<Trace> {
    let entry = tx.get::<inbox_entry::Entity>(entry).await?;
    match entry.reader_id == reader {
        true => trace(tx, entry.message_id).await,
        false => Err(Failure::not_found()),
    }
}
