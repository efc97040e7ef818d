//! Who is told what about campaigns and publicity events. Whoever does it knows it.

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::{patrol_campaign, publicity_event};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent},
    tenancy::members,
    visits::desk::{self, Desk},
};

/// The message, and the rule that asks for it.
const NOTICE: &str = "patrols.notice";

/// What there is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// A campaign runs from today on.
    Begun,
    /// Its last day is over: sum it up.
    Ended,
    /// An event is yours.
    Given,
    /// It is tomorrow.
    Tomorrow,
    /// It is off.
    Cancelled,
}

impl News {
    const fn word(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Ended => "ended",
            Self::Given => "given",
            Self::Tomorrow => "tomorrow",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Tells whoever is responsible for a campaign, or else the administrators.
pub(super) async fn tell_campaign(tx: &Tx, campaign: &patrol_campaign::Model, news: News) -> Result<()> {
    let about = About {
        title: &campaign.name,
        place: "",
        starts_at: None,
        note: &campaign.goal,
        path: format!("/patrols/campaigns/{}", campaign.id),
        key: format!("{}:{}", campaign.id, campaign.until_day),
    };
    tell(tx, campaign.lead_id, about, news).await
}

/// Tells whoever is responsible for an event, or else the administrators; of the same time and place once.
pub(super) async fn tell_event(tx: &Tx, event: &publicity_event::Model, news: News) -> Result<()> {
    let about = About {
        title: &event.topic,
        place: &event.place,
        starts_at: Some(event.starts_at),
        note: if news == News::Cancelled { &event.summary } else { &event.detail },
        path: format!("/patrols/publicity/{}", event.id),
        key: format!("{}:{}@{}", event.id, event.starts_at.timestamp(), event.place),
    };
    tell(tx, event.owner_id, about, news).await
}

struct About<'a> {
    title: &'a str,
    place: &'a str,
    starts_at: Option<DateTime<Utc>>,
    note: &'a str,
    path: String,
    key: String,
}

async fn tell(tx: &Tx, whom: Option<Uuid>, about: About<'_>, news: News) -> Result<()> {
    let desk = Desk::of(tx).await?;
    let facts = json!({
        "community": desk.community.name,
        "what": news.word(),
        "title": about.title,
        "place": about.place,
        "starts_at": about.starts_at,
        "note": about.note,
        "path": about.path,
    });
    let whom = match whom {
        Some(member) => vec![member],
        None => desk::administrators(tx).await?,
    };
    for member in whom {
        if Some(member) == members::acting(tx) || !members::is_active(tx, member).await? {
            continue;
        }
        let intent = Intent::to_member(NOTICE, member, format_args!("{}:{}", news.word(), about.key), facts.clone());
        notifications::send(tx, intent).await?;
    }
    Ok(())
}
