//! Who is told what: the morning's list, the nudge before a window closes, the escalation after.
//! Nobody without work gets anything; each message is known by rule, day and recipient.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    desk::{self, Desk},
    query, roster,
    roster::Listed,
    visit::{self, State},
};
use crate::{
    kernel::{Result, Tx},
    notifications::{self, Intent, Recipient, Urgency},
};

/// For how long a missed visit is worth a mail.
const NEWS: Duration = Duration::days(7);

/// Sends each visitor the list of the day in walking order.
pub async fn digest(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let today = query::open_today(tx, &desk).await?;
    to_visitors(tx, &desk, "visits.digest", today).await
}

/// Reminds each visitor of what closes before the next workday's nudge would come.
pub async fn nudge(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let time = desk.now.with_timezone(&desk.zone).time();
    let next = crate::calendar::local::at(desk.zone, desk.calendar.next_workday(desk.today), time);
    let mut closing = query::open_today(tx, &desk).await?;
    closing.retain(|entry| entry.visit.due_at <= next);
    to_visitors(tx, &desk, "visits.nudge", closing).await
}

async fn to_visitors(tx: &Tx, desk: &Desk, rule: &'static str, entries: Vec<query::Entry>) -> Result<()> {
    let mut lists: BTreeMap<Uuid, Vec<Value>> = BTreeMap::new();
    for entry in entries {
        if let Some(visitor) = entry.visit.visitor_id {
            lists.entry(visitor).or_default().push(line(desk, &entry));
        }
    }
    for (visitor, visits) in lists {
        let facts = json!({ "community": desk.community.name, "day": desk.today, "visits": visits, "path": "/today" });
        let dedupe = format!("{rule}:{}:{visitor}", desk.today);
        let intent =
            Intent { template: rule, to: Recipient::Member { id: visitor }, facts, urgency: Urgency::Normal, dedupe, rule, subject: None };
        notifications::send(tx, intent).await?;
    }
    Ok(())
}

fn line(desk: &Desk, entry: &query::Entry) -> Value {
    let (visit, listed) = (&entry.visit, &entry.listed);
    json!({
        "person": listed.person.name,
        "age": listed.age(desk.today),
        "tier": listed.tier(),
        "groups": listed.groups,
        "building": listed.place.building,
        "door": listed.door(),
        "kind": visit.kind,
        "due_at": visit.due_at,
        "overdue": visit.is_overdue(desk.now),
        "protocol": visit.protocol.word(),
        "last_visit_at": entry.last.as_ref().map(|last| last.at),
    })
}

/// Tells the administrators what was missed since they were told last, and what nobody is to pay.
pub async fn escalate(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let missed = tx
        .find::<visit::Entity>()
        .filter(visit::Column::State.eq(State::Missed))
        .filter(visit::Column::EscalatedAt.is_null())
        .filter(visit::Column::DueAt.gt(desk.now - NEWS))
        .all(tx.conn())
        .await?;
    let mut told: Vec<(visit::Model, &str)> = missed.into_iter().map(|visit| (visit, "overdue")).collect();
    let nobodys = query::open_today(tx, &desk).await?.into_iter().filter(|entry| entry.visit.visitor_id.is_none());
    told.extend(nobodys.map(|entry| (entry.visit, "unassigned")));
    to_administrators(tx, &desk, &told, Urgency::Normal, &desk.today.to_string()).await?;
    for (visit, _) in told.iter().filter(|(visit, _)| visit.state == State::Missed) {
        tx.update(visit::ActiveModel { id: Set(visit.id), escalated_at: Set(Some(desk.now)), ..Default::default() }).await?;
    }
    if !told.is_empty() {
        tx.mark(desk.today, "visits.escalated").await?;
    }
    Ok(())
}

/// Tells the administrators of one visit at once.
pub(super) async fn escalate_now(tx: &Tx, desk: &Desk, visit: &visit::Model, reason: &'static str) -> Result<()> {
    let slot = format!("{}:{}", visit.id, minute(desk.now));
    to_administrators(tx, desk, &[(visit.clone(), reason)], Urgency::Urgent, &slot).await
}

/// A visit after a major event that was not paid in time cannot wait for the morning.
pub(super) async fn escalate_event(tx: &Tx, desk: &Desk, visit: &visit::Model) -> Result<()> {
    if !visit.slot.starts_with("event@") {
        return Ok(());
    }
    tx.update(visit::ActiveModel { id: Set(visit.id), escalated_at: Set(Some(desk.now)), ..Default::default() }).await?;
    tx.mark(desk.today, "visits.escalated").await?;
    escalate_now(tx, desk, visit, "overdue").await
}

/// Tells the visitor that the protocol's next step has begun.
pub(super) async fn tell_visitor(tx: &Tx, desk: &Desk, visit: &visit::Model) -> Result<()> {
    let Some(visitor) = visit.visitor_id else { return escalate_now(tx, desk, visit, "no_answer").await };
    let Some(entry) = query::entry(tx, visit.id).await? else { return Ok(()) };
    let facts = json!({ "community": desk.community.name, "visits": [line(desk, &entry)], "path": "/today" });
    let dedupe = format!("visits.nudge:{}:{}:{visitor}", visit.id, visit.protocol.word());
    let intent = Intent {
        template: "visits.nudge",
        to: Recipient::Member { id: visitor },
        facts,
        urgency: Urgency::Urgent,
        dedupe,
        rule: "visits.no_answer",
        subject: Some(("visit", visit.id)),
    };
    notifications::send(tx, intent).await
}

async fn to_administrators(tx: &Tx, desk: &Desk, visits: &[(visit::Model, &str)], urgency: Urgency, slot: &str) -> Result<()> {
    if visits.is_empty() {
        return Ok(());
    }
    let people = roster::by_person(tx, visits.iter().map(|(visit, _)| visit.person_id).collect()).await?;
    let names = roster::member_names(tx, visits.iter().filter_map(|(visit, _)| visit.visitor_id).collect()).await?;
    let lines: Vec<Value> =
        visits.iter().filter_map(|(visit, reason)| Some(complaint(visit, people.get(&visit.person_id)?, &names, reason))).collect();
    let facts = json!({ "community": desk.community.name, "visits": lines, "path": "/visits" });
    for administrator in desk::administrators(tx).await? {
        let intent = Intent {
            template: "visits.escalated",
            to: Recipient::Member { id: administrator },
            facts: facts.clone(),
            urgency,
            dedupe: format!("visits.escalated:{slot}:{administrator}"),
            rule: "visits.escalated",
            subject: None,
        };
        notifications::send(tx, intent).await?;
    }
    Ok(())
}

fn complaint(visit: &visit::Model, listed: &Listed, names: &BTreeMap<Uuid, String>, reason: &str) -> Value {
    json!({
        "person": listed.person.name,
        "address": listed.address(),
        "tier": listed.tier(),
        "due_at": visit.due_at,
        "visitor": visit.visitor_id.and_then(|id| names.get(&id)),
        "reason": reason,
    })
}

fn minute(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M").to_string()
}
