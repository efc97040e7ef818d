//! Who is told what about meetings.

use serde_json::json;
use uuid::Uuid;

use super::{meeting, query};
use crate::{
    attendance::occasion,
    kernel::{Result, Tx},
    notifications::{self, Intent},
    people::words::word,
    visits::desk::Desk,
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "meetings.notice";

/// What there is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// You are invited.
    Called,
    /// It has another time or place.
    Moved,
    /// It is tomorrow.
    Tomorrow,
    /// It is off.
    Cancelled,
    /// The minutes are out.
    Published,
    /// The minutes are not out.
    MinutesLate,
}

impl News {
    const fn word(self) -> &'static str {
        match self {
            Self::Called => "called",
            Self::Moved => "moved",
            Self::Tomorrow => "tomorrow",
            Self::Cancelled => "cancelled",
            Self::Published => "published",
            Self::MinutesLate => "minutes_late",
        }
    }
}

/// Tells the members who are invited.
pub(super) async fn tell_invited(tx: &Tx, meeting: &meeting::Model, news: News, note: &str) -> Result<()> {
    tell(tx, query::invited(tx, meeting).await?, meeting, news, note).await
}

/// Tells some members. Of the same time and place each is told once.
pub(super) async fn tell(tx: &Tx, members: Vec<Uuid>, meeting: &meeting::Model, news: News, note: &str) -> Result<()> {
    let (desk, occasion) = (Desk::of(tx).await?, tx.get::<occasion::Entity>(meeting.occasion_id).await?);
    for member in members {
        let facts = json!({
            "community": desk.community.name,
            "what": news.word(),
            "kind": word(meeting.kind),
            "title": occasion.title,
            "place": occasion.place,
            "starts_at": occasion.starts_at,
            "agenda": meeting.agenda,
            "note": note,
            "path": format!("/meetings/{}", meeting.id),
        });
        let when = format!("{}@{}", occasion.starts_at.timestamp(), occasion.place);
        let intent = Intent::to_member(NOTICE, member, format_args!("{}:{}:{when}", news.word(), meeting.id), facts);
        notifications::send(tx, intent).await?;
    }
    Ok(())
}
