//! The inbox (站内信): what a member was told, without any provider.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};
use uuid::Uuid;

use super::{inbox_entry, ledger::Draft, rules::without_secrets, summary::SUMMARY, topic};
use crate::kernel::{Page, PageRequest, Result, Tx};

/// An entry, opened.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The row.
    pub row: inbox_entry::Model,
    /// The text.
    pub text: String,
}

/// The entry of a message in its reader's inbox. What opens an account is for its address only; a summary sums up what is there.
pub fn entry(tx: &Tx, draft: &Draft, title: &str, text: &str) -> Result<Option<inbox_entry::ActiveModel>> {
    let topic = topic::of(&draft.template);
    let Some(reader) = draft.to.member().filter(|_| topic != topic::ACCOUNT && topic.name != SUMMARY) else { return Ok(None) };
    let id = tx.new_id();
    let path = draft.facts.get("path").and_then(serde_json::Value::as_str).filter(|path| path.starts_with('/'));
    Ok(Some(inbox_entry::ActiveModel {
        community_id: Set(tx.community()),
        id: Set(id),
        reader_id: Set(reader),
        message_id: Set(draft.id),
        topic: Set(topic.name.to_owned()),
        title: Set(title.to_owned()),
        body: Set(tx.seal("inbox_entry", "body", id, &without_secrets(text, &draft.facts))?),
        path: Set(path.map(str::to_owned)),
        created_at: Set(tx.now()),
        read_at: Set(None),
    }))
}

/// Puts entries into their inboxes, each message once.
pub async fn put(tx: &Tx, entries: Vec<inbox_entry::ActiveModel>) -> Result<()> {
    let once = OnConflict::columns([inbox_entry::Column::CommunityId, inbox_entry::Column::MessageId]).do_nothing().to_owned();
    if !entries.is_empty() {
        inbox_entry::Entity::insert_many(entries).on_conflict(once).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

/// The reader's entries, the newest first.
pub async fn page(tx: &Tx, reader: Uuid, unread: bool, request: &PageRequest) -> Result<Page<Entry>> {
    let limit = request.limit()?;
    let mut query =
        tx.find::<inbox_entry::Entity>().filter(inbox_entry::Column::ReaderId.eq(reader)).order_by_desc(inbox_entry::Column::Id);
    if unread {
        query = query.filter(inbox_entry::Column::ReadAt.is_null());
    }
    if let Some(after) = request.key::<Uuid>()? {
        query = query.filter(inbox_entry::Column::Id.lt(after));
    }
    let rows = query.limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row: &inbox_entry::Model| row.id)?;
    let items = page.items.into_iter().map(|row| Ok(Entry { text: tx.open("inbox_entry", "body", row.id, &row.body)?, row }));
    Ok(Page { items: items.collect::<Result<_>>()?, next: page.next })
}

/// How many entries the reader has not read.
pub async fn unread(tx: &Tx, reader: Uuid) -> Result<u64> {
    Ok(mine(tx, reader).count(tx.conn()).await?)
}

/// The reader has read one entry; "not found" if it is somebody else's.
pub async fn read(tx: &Tx, reader: Uuid, id: Uuid) -> Result<()> {
    let row = tx.get::<inbox_entry::Entity>(id).await?;
    if row.reader_id != reader {
        return Err(crate::kernel::Failure::not_found());
    }
    if row.read_at.is_none() {
        tx.update(inbox_entry::ActiveModel { id: Set(id), read_at: Set(Some(tx.now())), ..Default::default() }).await?;
    }
    Ok(())
}

/// The reader has read everything.
pub async fn read_all(tx: &Tx, reader: Uuid) -> Result<()> {
    tx.update_many::<inbox_entry::Entity>()
        .filter(inbox_entry::Column::ReaderId.eq(reader))
        .filter(inbox_entry::Column::ReadAt.is_null())
        .set(inbox_entry::ActiveModel { read_at: Set(Some(tx.now())), ..Default::default() })
        .exec(tx.conn())
        .await?;
    Ok(())
}

fn mine(tx: &Tx, reader: Uuid) -> sea_orm::Select<inbox_entry::Entity> {
    tx.find::<inbox_entry::Entity>().filter(inbox_entry::Column::ReaderId.eq(reader)).filter(inbox_entry::Column::ReadAt.is_null())
}
