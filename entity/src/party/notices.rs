//! Who is told what about sessions.

use std::collections::HashSet;

use serde_json::json;
use uuid::Uuid;

use super::{party_branch, party_session, query};
use crate::{
    attendance::{attendee, occasion},
    kernel::{Result, Tx},
    notifications::{self, Intent},
    people::words::word,
    visits::desk::Desk,
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "party.notice";

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
}

impl News {
    const fn word(self) -> &'static str {
        match self {
            Self::Called => "called",
            Self::Moved => "moved",
            Self::Tomorrow => "tomorrow",
            Self::Cancelled => "cancelled",
            Self::Published => "published",
        }
    }
}

/// Takes back what was to be told of the time and place that a session had and nobody has been told yet; answers who has not even heard
/// that they are invited.
pub(super) async fn forget(tx: &Tx, session: &party_session::Model) -> Result<HashSet<Uuid>> {
    for news in [News::Moved, News::Tomorrow] {
        notifications::withdraw(tx, NOTICE, &format!("{}:{}:", news.word(), session.id)).await?;
    }
    notifications::withdraw(tx, NOTICE, &format!("{}:{}:", News::Called.word(), session.id)).await
}

/// Tells those on the roll who have an account. Of the same time and place each is told once.
pub(super) async fn tell_invited(tx: &Tx, session: &party_session::Model, news: News, note: &str) -> Result<()> {
    tell(tx, session, |_| Some(news), note).await
}

/// Tells each of those on the roll who have an account what there is for them.
pub(super) async fn tell(tx: &Tx, session: &party_session::Model, news: impl Fn(Uuid) -> Option<News>, note: &str) -> Result<()> {
    let (desk, occasion) = (Desk::of(tx).await?, tx.get::<occasion::Entity>(session.occasion_id).await?);
    let branch = tx.get::<party_branch::Entity>(session.branch_id).await?.name;
    let seated = |line: &query::Line| line.attendee.as_ref().is_some_and(|row| row.state != attendee::State::Cancelled);
    let told: Vec<Uuid> = query::roll(tx, session).await?.into_iter().filter(seated).filter_map(|line| line.member.account).collect();
    for member in told {
        let Some(news) = news(member) else { continue };
        let facts = json!({
            "community": desk.community.name,
            "what": news.word(),
            "kind": word(session.kind),
            "branch": branch,
            "title": occasion.title,
            "place": occasion.place,
            "starts_at": occasion.starts_at,
            "programme": session.programme,
            "note": note,
            "path": "/party/mine",
        });
        // A session that is moved there and back has moved twice.
        let turn = if news == News::Moved { session.revision } else { 0 };
        let when = format!("{}@{}:{turn}", occasion.starts_at.timestamp(), occasion.place);
        let intent = Intent::to_member(NOTICE, member, format_args!("{}:{}:{when}", news.word(), session.id), facts);
        notifications::send(tx, intent).await?;
    }
    Ok(())
}
