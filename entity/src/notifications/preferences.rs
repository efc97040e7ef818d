//! What people want to be told, and by which ways.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    message_preference,
    rules::plan::{Way, Wish},
    topic::{self, TOPICS, Topic},
};
use crate::kernel::{Failure, Result, Tx};

/// What `reader` wants about a topic.
pub async fn wish(tx: &Tx, reader: Uuid, topic: Topic) -> Result<Wish> {
    find(tx, reader, topic).await?.map_or_else(|| Ok(Wish::default()), of_row)
}

/// What some readers want, where they have said so, by the topic's name.
pub(super) async fn of_all(tx: &Tx, readers: Vec<Uuid>) -> Result<HashMap<(Uuid, String), Wish>> {
    if readers.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = tx.find::<message_preference::Entity>().filter(message_preference::Column::ReaderId.is_in(readers)).all(tx.conn()).await?;
    rows.into_iter().map(|row| Ok(((row.reader_id, row.topic.clone()), of_row(row)?))).collect()
}

/// What `reader` wants about each topic.
pub async fn all(tx: &Tx, reader: Uuid) -> Result<Vec<(Topic, Wish)>> {
    let rows = tx.find::<message_preference::Entity>().filter(message_preference::Column::ReaderId.eq(reader)).all(tx.conn()).await?;
    let of = |topic: &Topic| rows.iter().find(|row| row.topic == topic.name).cloned().map_or_else(|| Ok(Wish::default()), of_row);
    TOPICS.iter().map(|topic| Ok((*topic, of(topic)?))).collect()
}

/// States a wish. A duty cannot be muted.
pub async fn state(tx: &Tx, reader: Uuid, name: &str, wish: &Wish) -> Result<()> {
    let topic = topic::named(name).ok_or_else(Failure::not_found)?;
    if wish.muted && topic.duty {
        return Err(Failure::invalid_field("muted", "notifications.is_a_duty"));
    }
    let known = find(tx, reader, topic).await?;
    let row = message_preference::ActiveModel {
        id: Set(known.as_ref().map_or_else(|| tx.new_id(), |known| known.id)),
        reader_id: Set(reader),
        topic: Set(topic.name.to_owned()),
        muted: Set(wish.muted),
        ways: Set(serde_json::to_value(&wish.ways)?),
        ..Default::default()
    };
    match known {
        Some(_) => tx.update(row).await?,
        None => tx.insert(row).await?,
    };
    Ok(())
}

async fn find(tx: &Tx, reader: Uuid, topic: Topic) -> Result<Option<message_preference::Model>> {
    let rows = tx.find::<message_preference::Entity>().filter(message_preference::Column::ReaderId.eq(reader));
    Ok(rows.filter(message_preference::Column::Topic.eq(topic.name)).one(tx.conn()).await?)
}

fn of_row(row: message_preference::Model) -> Result<Wish> {
    let ways: Vec<Way> = serde_json::from_value(row.ways)?;
    Ok(Wish { muted: row.muted, ways })
}
