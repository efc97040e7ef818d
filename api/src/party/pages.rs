//! Articles, as they travel.

use chrono::{DateTime, Utc};
use mulin_entity::{
    evidence::Of,
    kernel::{Failure, Tx},
    party::{
        articles::{self, Read, Text},
        column::Front,
    },
    people::words::word,
    tenancy::{community, members},
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::evidence::Photo;

/// Articles.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ArticlePage {
    pub items: Vec<Article>,
    pub next: Option<String>,
}

/// An article.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Article {
    id: Uuid,
    title: String,
    author: String,
    /// `draft`, `review`, `scheduled`, `published` or `withdrawn`.
    state: String,
    /// What the reviewer said of it.
    note: String,
    audio_url: Option<String>,
    writer_id: Option<Uuid>,
    publish_at: Option<DateTime<Utc>>,
    published_at: Option<DateTime<Utc>>,
    /// How often it was read.
    reads: i64,
    revision: i64,
    /// Its paragraphs; only for a single article.
    body: Option<String>,
    /// Who wrote it down; only for a single article.
    writer: Option<String>,
    /// Its cover; only for a single article.
    photos: Option<Vec<Photo>>,
}

impl Article {
    /// Tells an article in a list.
    pub fn brief(read: Read) -> Self {
        let Read { article, reads } = read;
        Self {
            id: article.id,
            title: article.title,
            author: article.author,
            state: word(article.state),
            note: article.note,
            audio_url: article.audio_url,
            writer_id: article.writer_id,
            publish_at: article.publish_at,
            published_at: article.published_at,
            reads,
            revision: article.revision,
            body: None,
            writer: None,
            photos: None,
        }
    }

    /// Tells an article with its text.
    pub async fn whole(tx: &Tx, id: Uuid) -> Result<Self, Failure> {
        let read = articles::one(tx, id).await?;
        let writer = match read.article.writer_id {
            Some(writer) => Some(members::get(tx, writer).await?.name),
            None => None,
        };
        let body = read.article.body.clone();
        Ok(Self { body: Some(body), writer, photos: Some(Photo::all(tx, Of::Article(id)).await?), ..Self::brief(read) })
    }
}

/// An article to be written down.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewArticle {
    #[oai(validator(min_length = 1, max_length = 80))]
    title: String,
    #[oai(validator(max_length = 40))]
    author: Option<String>,
    /// Plain paragraphs, one a line.
    #[oai(validator(max_length = 40_000))]
    body: String,
    /// Where it can be listened to: an address that begins with `https://`.
    #[oai(validator(max_length = 500))]
    audio_url: Option<String>,
    /// The revision that was looked at, where an article is changed.
    pub revision: Option<i64>,
}

impl From<NewArticle> for Text {
    fn from(new: NewArticle) -> Self {
        Self { title: new.title, author: new.author.unwrap_or_default(), body: new.body, audio_url: new.audio_url }
    }
}

/// What is done with an article.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ArticleAct {
    /// `hand_in`, `return`, `approve`, `withdraw` or `reopen`.
    #[oai(validator(max_length = 10))]
    pub act: String,
    /// Why it is given back.
    #[oai(validator(max_length = 300))]
    pub note: Option<String>,
    /// When it is to be out; at once unless told.
    pub publish_at: Option<DateTime<Utc>>,
    /// The revision that was looked at.
    pub revision: i64,
}

/// A column.
#[derive(Object)]
pub struct PublicColumn {
    community: String,
    code: String,
    articles: Vec<ColumnEntry>,
}

/// An article in a column.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ColumnEntry {
    id: Uuid,
    title: String,
    author: String,
    /// Its first paragraph.
    lead: String,
    /// Whether it can be listened to.
    audio: bool,
    published_at: Option<DateTime<Utc>>,
}

impl From<Front> for PublicColumn {
    fn from(front: Front) -> Self {
        let entry = |article: mulin_entity::party::article::Model| ColumnEntry {
            id: article.id,
            lead: article.body.lines().next().unwrap_or_default().to_owned(),
            title: article.title,
            author: article.author,
            audio: article.audio_url.is_some(),
            published_at: article.published_at,
        };
        Self { community: front.community.name, code: front.community.code, articles: front.articles.into_iter().map(entry).collect() }
    }
}

/// An article that everybody may read.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PublicArticle {
    community: String,
    code: String,
    title: String,
    author: String,
    /// Its paragraphs.
    paragraphs: Vec<String>,
    audio_url: Option<String>,
    published_at: Option<DateTime<Utc>>,
    reads: i64,
    photos: Vec<Photo>,
}

impl PublicArticle {
    /// Tells an article to everybody.
    pub fn whole(community: community::Model, read: Read, photos: Vec<Photo>) -> Self {
        let Read { article, reads } = read;
        let paragraphs = article.body.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Self {
            community: community.name,
            code: community.code,
            title: article.title,
            author: article.author,
            paragraphs,
            audio_url: article.audio_url,
            published_at: article.published_at,
            reads,
            photos,
        }
    }
}

/// A reader.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ArticleReader {
    /// A random name that the reader's browser has for the day.
    #[oai(validator(min_length = 8, max_length = 64))]
    pub reader: String,
}
