//! The menu as everybody may see it, without an account; also as a calendar.

use chrono::Duration;
use icalendar::{Calendar, Component, Event, EventLike};
use sea_orm::{ColumnTrait, QueryFilter};

use super::{
    activity::Stage,
    query::{self, Filter, Listed, Sight},
};
use crate::{
    attendance::occasion,
    kernel::{Actor, Db, Failure, Page, PageRequest, Result, Tx, Why, page, rest},
    tenancy::community,
};

/// How far ahead the menu is shown.
const AHEAD: Duration = Duration::days(62);

/// What is on in a community, the first to begin first.
pub async fn menu(db: &Db, code: &str) -> Result<(Tx, community::Model, Vec<Listed>)> {
    let (tx, community) = enter(db, code).await?;
    let filter = Filter { stage: Some(Stage::Published), from: Some(tx.now()), to: Some(tx.now() + AHEAD), ..Filter::default() };
    let request = PageRequest { limit: Some(page::MOST), after: None };
    let Page { items, .. } = query::list(&tx, Sight::Menu, None, &filter, &request).await?;
    Ok((tx, community, items))
}

/// The same as a calendar (iCalendar, RFC 5545).
pub async fn calendar(db: &Db, code: &str) -> Result<String> {
    let (_tx, community, items) = menu(db, code).await?;
    let mut calendar = Calendar::new();
    calendar.name(&community.language().text("activities.feed_name", &[("community", community.name.clone())]));
    calendar.timezone(community.zone.as_str());
    for listed in items {
        calendar.push(event(&listed.occasion, &listed.activity.summary));
    }
    Ok(calendar.to_string())
}

/// An occasion in a calendar. Its instants are in UTC, which every program understands alike.
pub fn event(occasion: &occasion::Model, words: &str) -> Event {
    let mut event = Event::with_uid(&format!("{}@mulin", occasion.id));
    event.starts(occasion.starts_at).ends(occasion.ends_at).summary(&occasion.title).location(&occasion.place);
    if !words.is_empty() {
        event.description(words);
    }
    event.timestamp(occasion.updated_at);
    event.done()
}

async fn enter(db: &Db, code: &str) -> Result<(Tx, community::Model)> {
    let sys = db.system_read(Why::PublicPage).await?;
    let found = sys.find::<community::Entity>().filter(community::Column::Code.eq(code)).one(sys.conn()).await?;
    let community = found.filter(|found| found.state == community::State::Active).ok_or_else(Failure::not_found)?;
    if rest::rests(&sys, community.id).await? {
        return Err(Failure::not_found());
    }
    Ok((sys.enter(community.id, Actor::System).await?, community))
}
