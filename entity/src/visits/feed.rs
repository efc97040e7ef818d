//! A member's calendar feed (iCalendar, RFC 5545) of the own visits and duties, and of what they take part in.

use chrono::Days;
use icalendar::{Calendar, Component, Event, EventLike};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    desk::Desk,
    query::{self, Entry},
    visit::{self, State},
    visit_feed,
};
use crate::{
    activities::public,
    attendance::{self, Who},
    duty,
    kernel::{Actor, Db, Failure, Language, Result, Tx, Why, id, rest},
    people::words::word,
    tenancy::membership,
};

/// How many days back the feed reaches.
const BACK: u64 = 14;

/// Makes the member's link, and shuts the one before; the answer is its secret.
pub async fn open(tx: &Tx, member: Uuid) -> Result<String> {
    let secret = id::new_secret();
    close(tx, member).await?;
    let row = visit_feed::ActiveModel { id: Set(member), token_hash: Set(id::hash_secret(&secret)), ..Default::default() };
    tx.insert(row).await?;
    tx.audit("visits.open_feed", "membership", member, serde_json::json!({})).await?;
    Ok(secret)
}

/// Whether the member has a link, and since when.
pub async fn known(tx: &Tx, member: Uuid) -> Result<Option<visit_feed::Model>> {
    tx.try_get::<visit_feed::Entity>(member).await
}

/// Shuts the member's link.
pub async fn close(tx: &Tx, member: Uuid) -> Result<()> {
    tx.delete_many::<visit_feed::Entity>().filter(visit_feed::Column::Id.eq(member)).exec(tx.conn()).await?;
    Ok(())
}

/// The feed behind a secret; "not found" for a wrong one, a member who left, a community that is suspended.
pub async fn read(db: &Db, secret: &str) -> Result<String> {
    let sys = db.system_read(Why::SecretLink).await?;
    let feed = sys.find::<visit_feed::Entity>().filter(visit_feed::Column::TokenHash.eq(id::hash_secret(secret))).one(sys.conn()).await?;
    let feed = feed.ok_or_else(Failure::not_found)?;
    if rest::rests(&sys, feed.community_id).await? {
        return Err(Failure::not_found());
    }
    let tx = sys.enter(feed.community_id, Actor::System).await?;
    let member = tx.get::<membership::Entity>(feed.id).await?;
    if member.state != membership::State::Active {
        return Err(Failure::not_found());
    }
    render(&tx, member.id).await
}

async fn render(tx: &Tx, member: Uuid) -> Result<String> {
    let desk = Desk::of(tx).await?;
    let language = desk.community.language();
    let own = tx
        .find::<visit::Entity>()
        .filter(visit::Column::VisitorId.eq(member))
        .filter(visit::Column::PlannedOn.gte(desk.today - Days::new(BACK)))
        .filter(visit::Column::State.eq(State::Planned));
    let mut calendar = Calendar::new();
    calendar.name(&language.text("visits.feed_name", &[("community", desk.community.name.clone())]));
    calendar.timezone(desk.zone.name());
    for entry in query::in_walking_order(tx, query::ids(own)).await? {
        calendar.push(event(&desk, language, &entry));
    }
    for shift in duty::query::own_shifts(tx, member, desk.today - Days::new(BACK)).await? {
        let post = language.text(&format!("duty.post_{}", word(shift.post)), &[]);
        let mut event = Event::with_uid(&format!("{}@mulin", shift.id));
        event.starts(shift.on_day).ends(shift.on_day + Days::new(1)).summary(&post).timestamp(shift.updated_at);
        calendar.push(event.done());
    }
    for (listed, _) in attendance::query::mine(tx, Who::Member(member)).await? {
        calendar.push(public::event(&listed.occasion, ""));
    }
    Ok(calendar.to_string())
}

/// All-day: a visit belongs to a local day, which has no zone to go wrong.
fn event(desk: &Desk, language: Language, entry: &Entry) -> Event {
    let (visit, listed) = (&entry.visit, &entry.listed);
    let kind = language.text(&format!("visits.kind_{}", visit.kind), &[]);
    let last_day = desk.last_day(visit.due_at).to_string();
    let mut event = Event::with_uid(&format!("{}@mulin", visit.id));
    // The end of an all-day event is the day after its last (RFC 5545, 3.6.1).
    event.starts(visit.planned_on).ends(visit.planned_on + Days::new(1));
    event.summary(&language.text("visits.feed_summary", &[("kind", kind), ("person", listed.person.name.clone())]));
    event.location(&listed.address());
    event.description(&language.text("visits.feed_until", &[("day", last_day)]));
    event.timestamp(visit.updated_at);
    event.done()
}
