//! Who is told what.

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::{query, volunteer};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    tenancy::community,
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "volunteers.notice";

/// What there is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// You are a volunteer now.
    Approved,
    /// You were not taken.
    Declined,
    /// There is a task for you.
    Task,
    /// Your hours count.
    HoursApproved,
    /// Your hours do not.
    HoursRefused,
    /// You are among those who are to get stars.
    Published,
    /// You got stars.
    Awarded,
    /// Somebody waits for the office.
    Waiting,
}

impl News {
    const fn word(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Task => "task",
            Self::HoursApproved => "hours_approved",
            Self::HoursRefused => "hours_refused",
            Self::Published => "published",
            Self::Awarded => "awarded",
            Self::Waiting => "waiting",
        }
    }
}

/// What is told besides.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// Of what it is: with the kind of news it is told once.
    pub key: String,
    /// What the task is called.
    pub title: String,
    /// Where it is.
    pub place: String,
    /// When it begins.
    pub starts_at: Option<DateTime<Utc>>,
    /// Why; or how many.
    pub note: String,
    /// Where to go on.
    pub path: String,
}

/// Tells a volunteer, if they have an account.
pub(super) async fn tell(tx: &Tx, volunteer: &volunteer::Model, news: News, told: &Told) -> Result<()> {
    match query::member(tx, volunteer).await? {
        Some(member) => tell_member(tx, member, news, told).await,
        None => Ok(()),
    }
}

/// Tells a member.
pub(super) async fn tell_member(tx: &Tx, member: Uuid, news: News, told: &Told) -> Result<()> {
    let community = tx.get::<community::Entity>(tx.community()).await?;
    let facts = json!({
        "community": community.name,
        "what": news.word(),
        "title": told.title,
        "place": told.place,
        "starts_at": told.starts_at,
        "note": told.note,
        "path": told.path,
    });
    let intent = Intent::to_member(NOTICE, member, format_args!("{}:{}", news.word(), told.key), facts);
    notifications::send(tx, intent).await
}
