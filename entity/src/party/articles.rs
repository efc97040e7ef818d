//! Writing articles, looking them over, and having them out at their time.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{
    article::{self, Column, State},
    article_reading,
    error::PartyError,
    figures, job,
    rules::publishing::{Act, is_audio_address, next},
};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::text,
    tenancy::members,
};

/// What is said of an article.
#[derive(Debug, Clone)]
pub struct Text {
    /// What it is called.
    pub title: String,
    /// By whom it is.
    pub author: String,
    /// Its paragraphs.
    pub body: String,
    /// Where it can be listened to.
    pub audio_url: Option<String>,
}

/// An article with the number of its readings.
#[derive(Debug, Clone)]
pub struct Read {
    /// The article.
    pub article: article::Model,
    /// How often it was read.
    pub reads: i64,
}

/// The articles, the latest written down first.
pub async fn list(tx: &Tx, state: Option<State>, page: &PageRequest) -> Result<Page<Read>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<article::Entity>();
    if let Some(state) = state {
        rows = rows.filter(Column::State.eq(state));
    }
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    let page = Page::cut(rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?, limit, |row| row.id)?;
    let mut items = Vec::with_capacity(page.items.len());
    for article in page.items {
        items.push(read(tx, article).await?);
    }
    Ok(Page { items, next: page.next })
}

/// One article.
pub async fn one(tx: &Tx, id: Uuid) -> Result<Read> {
    read(tx, tx.get::<article::Entity>(id).await?).await
}

/// Writes an article down.
pub async fn add(tx: &Tx, text: Text) -> Result<article::Model> {
    let row = article::ActiveModel {
        state: Set(State::Draft),
        note: Set(String::new()),
        writer_id: Set(members::acting(tx)),
        reviewer_id: Set(None),
        publish_at: Set(None),
        published_at: Set(None),
        revision: Set(1),
        ..columns(text)?
    };
    tx.insert(row).await
}

/// Writes a draft on.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, text: Text) -> Result<article::Model> {
    let known = tx.get::<article::Entity>(id).await?;
    let columns = columns(text)?;
    if known.state != State::Draft {
        return Err(PartyError::WrongState.into());
    }
    // Whoever wrote last is the one who cannot approve it.
    tx.revise(id, Column::Revision, revision, article::ActiveModel { writer_id: Set(members::acting(tx)), ..columns }).await
}

/// Hands an article in, gives it back, takes it back, or takes it up again.
pub async fn act(tx: &Tx, id: Uuid, revision: i64, act: Act, note: &str) -> Result<article::Model> {
    let known = tx.get::<article::Entity>(id).await?;
    let state = next(known.state, act).ok_or(PartyError::WrongState)?;
    let note = text::line(note);
    match act {
        Act::HandIn if known.body.is_empty() => return Err(Failure::invalid_field("body", "party.body_wanted")),
        Act::Return if note.is_empty() => return Err(Failure::invalid_field("note", "party.note_wanted")),
        Act::Approve | Act::Publish => return Err(PartyError::WrongState.into()),
        _ => {}
    }
    let row = article::ActiveModel { state: Set(state), note: Set(note), publish_at: Set(None), ..Default::default() };
    let article = tx.revise(id, Column::Revision, revision, row).await?;
    if state == State::Withdrawn {
        tx.audit("party.withdraw_article", "article", id, json!({})).await?;
    }
    Ok(article)
}

/// Approves an article that somebody else wrote: it is out at `at`, or at once.
pub async fn approve(tx: &Tx, id: Uuid, revision: i64, at: Option<DateTime<Utc>>) -> Result<article::Model> {
    let known = tx.get::<article::Entity>(id).await?;
    let state = next(known.state, Act::Approve).ok_or(PartyError::WrongState)?;
    let reviewer = members::acting(tx);
    if reviewer.is_none() || known.writer_id == reviewer {
        return Err(PartyError::OwnArticle.into());
    }
    let at = at.unwrap_or(tx.now()).max(tx.now());
    let row = article::ActiveModel {
        state: Set(state),
        reviewer_id: Set(reviewer),
        publish_at: Set(Some(at)),
        note: Set(String::new()),
        ..Default::default()
    };
    let article = tx.revise(id, Column::Revision, revision, row).await?;
    tx.audit("party.approve_article", "article", id, json!({})).await?;
    if at > tx.now() {
        tx.enqueue_at(&job::Publish { article: id, at }, at).await?;
        return Ok(article);
    }
    publish(tx, &article, at).await
}

/// Lets an article out whose time has come; one that was taken back or has another time meanwhile is left alone.
pub async fn publish_due(tx: &Tx, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    match tx.try_get::<article::Entity>(id).await? {
        Some(article) if article.publish_at == Some(at) && article.state == State::Scheduled => publish(tx, &article, at).await.map(drop),
        _ => Ok(()),
    }
}

async fn publish(tx: &Tx, article: &article::Model, at: DateTime<Utc>) -> Result<article::Model> {
    let state = next(article.state, Act::Publish).ok_or(PartyError::WrongState)?;
    let row = article::ActiveModel { state: Set(state), published_at: Set(Some(at)), ..Default::default() };
    let article = tx.revise(article.id, Column::Revision, article.revision, row).await?;
    figures::mark(tx).await?;
    Ok(article)
}

pub(super) async fn read(tx: &Tx, article: article::Model) -> Result<Read> {
    let reads = tx.find::<article_reading::Entity>().filter(article_reading::Column::ArticleId.eq(article.id)).count(tx.conn()).await?;
    Ok(Read { reads: i64::try_from(reads).unwrap_or(i64::MAX), article })
}

fn columns(written: Text) -> Result<article::ActiveModel> {
    let title = text::line(&written.title);
    let audio_url = written.audio_url.map(|url| url.trim().to_owned()).filter(|url| !url.is_empty());
    if title.is_empty() {
        return Err(Failure::invalid_field("title", "party.title_wanted"));
    }
    if audio_url.as_ref().is_some_and(|url| !is_audio_address(url)) {
        return Err(Failure::invalid_field("audio_url", "party.audio_unsafe"));
    }
    Ok(article::ActiveModel {
        title: Set(title),
        author: Set(text::line(&written.author)),
        body: Set(written.body.trim().to_owned()),
        audio_url: Set(audio_url),
        ..Default::default()
    })
}
