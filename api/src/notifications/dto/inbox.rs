//! The inbox and preferences.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::{Failure, Page},
    notifications::{
        inbox::Entry,
        rules::plan::{Way, Wish},
        topic::Topic,
    },
};
use poem_openapi::Object;
use uuid::Uuid;

/// A message in the inbox (站内信).
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct InboxEntry {
    id: Uuid,
    /// When it arrived.
    at: DateTime<Utc>,
    /// What it is about, such as `visits.digest`.
    topic: String,
    title: String,
    text: String,
    /// Where it leads in the console.
    path: Option<String>,
    read_at: Option<DateTime<Utc>>,
    /// The message, for the story of how it came.
    message_id: Uuid,
}

/// Messages in the inbox.
#[derive(Object)]
pub struct InboxPage {
    items: Vec<InboxEntry>,
    next: Option<String>,
}

/// How many messages are not read.
#[derive(Object, Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    pub unread: u64,
}

/// What somebody wants to be told about a topic.
#[derive(Object)]
pub struct Preference {
    /// Such as `visits.digest`.
    topic: String,
    /// Part of one's work: it cannot be muted.
    duty: bool,
    /// Nothing but the inbox.
    muted: bool,
    /// The ways in their order: `mail`, `wecom`, `sms`; empty for the usual order.
    ways: Vec<String>,
}

/// Preferences, one for each topic.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PreferenceList {
    items: Vec<Preference>,
    next: Option<String>,
}

/// A wish about one topic.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PreferenceWish {
    /// Nothing but the inbox.
    muted: bool,
    /// The ways in their order: `mail`, `wecom`, `sms`; empty for the usual order.
    #[oai(validator(max_items = 3))]
    ways: Vec<String>,
}

impl From<Page<Entry>> for InboxPage {
    fn from(page: Page<Entry>) -> Self {
        let page = page.map(|Entry { row, text }| InboxEntry {
            id: row.id,
            at: row.created_at,
            topic: row.topic,
            title: row.title,
            text,
            path: row.path,
            read_at: row.read_at,
            message_id: row.message_id,
        });
        Self { items: page.items, next: page.next }
    }
}

impl From<Vec<(Topic, Wish)>> for PreferenceList {
    fn from(wishes: Vec<(Topic, Wish)>) -> Self {
        let words = |ways: Vec<Way>| ways.into_iter().map(|way| way.word().to_owned()).collect();
        let items = wishes.into_iter().map(|(topic, wish)| Preference {
            topic: topic.name.to_owned(),
            duty: topic.duty,
            muted: wish.muted,
            ways: words(wish.ways),
        });
        Self { items: items.collect(), next: None }
    }
}

impl TryFrom<PreferenceWish> for Wish {
    type Error = Failure;

    fn try_from(wish: PreferenceWish) -> Result<Self, Failure> {
        let way = |word: &String| Way::named(word).ok_or_else(|| Failure::invalid_field("ways", "notifications.way_unknown"));
        Ok(Self { muted: wish.muted, ways: wish.ways.iter().map(way).collect::<Result<_, _>>()? })
    }
}
