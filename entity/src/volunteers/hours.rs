//! The ledger of hours (工时账): what checking in and out at tasks comes to, and taking back what should not have counted.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{
    error::VolunteerError,
    figures, query,
    volunteer_entry::{self, Column, Source},
    volunteer_task,
};
use crate::{
    attendance::{attendee, occasion},
    enrolment::Who,
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::text,
    points::{self, Service, earn},
    tenancy::members,
    visits::desk::Desk,
};

/// Counts what the roll of a task's occasion came to, once it is closed. What was counted before is left alone: only what changed since is
/// added, so that counting again changes nothing.
pub async fn settle(tx: &Tx, occasion: Uuid) -> Result<()> {
    let task = tx.find::<volunteer_task::Entity>().filter(volunteer_task::Column::OccasionId.eq(occasion)).one(tx.conn()).await?;
    let (Some(task), occasion) = (task, tx.get::<occasion::Entity>(occasion).await?) else { return Ok(()) };
    if occasion.state != occasion::State::Closed {
        return Ok(());
    }
    let on_day = Desk::of(tx).await?.day(occasion.starts_at);
    let roll = tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.eq(occasion.id)).all(tx.conn()).await?;
    let counted = counted(tx, task.id).await?;
    for row in roll {
        let came = row.state == attendee::State::Attended;
        let minutes = if came { row.minutes.unwrap_or_default() } else { 0 };
        let (before, place) = counted.get(&row.id).copied().unwrap_or_default();
        let (true, Some(who)) = (minutes != before, row.who()) else { continue };
        let Some(volunteer) = query::of(tx, who).await? else { continue };
        let entry = volunteer_entry::ActiveModel {
            task_id: Set(Some(task.id)),
            attendee_id: Set(Some(row.id)),
            place: Set(place + 1),
            ..entry(volunteer.id, on_day, minutes - before, Source::Task, occasion.title.clone())
        };
        let entry = write(tx, entry).await?;
        // What was less than it seemed is paid anew as a whole.
        let corrected = minutes < before;
        for earlier in (1..=place).filter(|_| corrected) {
            points::award::undo(tx, &source(row.id, earlier), "").await?;
        }
        let from = row.check_in_at.unwrap_or(occasion.starts_at).max(occasion.starts_at);
        let served = (from, row.check_out_at.unwrap_or(occasion.ends_at).max(from));
        pay(tx, who, source(row.id, entry.place), served, if corrected { minutes } else { entry.minutes }).await?;
    }
    Ok(())
}

/// What the points of an entry are booked under, by its place among those of the same attendee.
fn source(attendee: Uuid, place: i64) -> String {
    format!("{}:{place}", earn::source(attendee))
}

/// What the points of reported hours are booked under.
pub(super) fn source_of_claim(claim: Uuid) -> String {
    format!("claim:{claim}")
}

/// Gives what served time is worth by the community's rule.
pub(super) async fn pay(tx: &Tx, who: Who, source: String, (from, until): (DateTime<Utc>, DateTime<Utc>), minutes: i64) -> Result<()> {
    points::award(tx, Service { who, service: "volunteer", source, from, until, minutes }).await.map(drop)
}

/// What was counted of the roll of a task: minutes, and in how many entries.
async fn counted(tx: &Tx, task: Uuid) -> Result<HashMap<Uuid, (i64, i64)>> {
    let mut counted: HashMap<Uuid, (i64, i64)> = HashMap::new();
    for row in tx.find::<volunteer_entry::Entity>().filter(Column::TaskId.eq(task)).all(tx.conn()).await? {
        if let Some(attendee) = row.attendee_id {
            let (minutes, place) = counted.entry(attendee).or_default();
            (*minutes, *place) = (*minutes + row.minutes, (*place).max(row.place));
        }
    }
    Ok(counted)
}

/// Takes an entry back by another one.
///
/// # Errors
/// `Reversed` if that was done, or it takes back another one itself; a reason is wanted.
pub async fn reverse(tx: &Tx, id: Uuid, reason: &str) -> Result<volunteer_entry::Model> {
    let known = tx.get::<volunteer_entry::Entity>(id).await?;
    let reason = text::line(reason);
    if reason.is_empty() {
        return Err(Failure::invalid_field("reason", "volunteers.reason_wanted"));
    }
    let again = tx.find::<volunteer_entry::Entity>().filter(Column::ReversesId.eq(id)).one(tx.conn()).await?;
    if again.is_some() || known.source == Source::Reversal {
        return Err(VolunteerError::Reversed.into());
    }
    let entry = volunteer_entry::ActiveModel {
        reverses_id: Set(Some(id)),
        ..entry(known.volunteer_id, known.on_day, -known.minutes, Source::Reversal, reason.clone())
    };
    // What was carried on was paid for where it came from.
    let first = match known.carries_id {
        Some(id) => tx.get::<volunteer_entry::Entity>(id).await?,
        None => known.clone(),
    };
    let paid = first.attendee_id.map(|attendee| source(attendee, first.place)).or(first.claim_id.map(source_of_claim));
    if let Some(paid) = paid {
        points::award::undo(tx, &paid, &reason).await?;
    }
    tx.audit("volunteers.reverse", "volunteer_entry", id, json!({ "minutes": known.minutes })).await?;
    write(tx, entry).await
}

/// A volunteer's entries, the last first.
pub async fn list(tx: &Tx, volunteer: Uuid, page: &PageRequest) -> Result<Page<volunteer_entry::Model>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<volunteer_entry::Entity>().filter(Column::VolunteerId.eq(volunteer));
    if let Some(before) = page.key::<Uuid>()? {
        rows = rows.filter(Column::Id.lt(before));
    }
    Page::cut(rows.order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?, limit, |row| row.id)
}

/// How long everybody served in a span of days.
pub(super) async fn totals(tx: &Tx, from: Option<NaiveDate>, to: NaiveDate) -> Result<HashMap<Uuid, i64>> {
    let mut rows = tx.find::<volunteer_entry::Entity>().filter(Column::OnDay.lte(to));
    if let Some(from) = from {
        rows = rows.filter(Column::OnDay.gte(from));
    }
    let rows = rows.select_only().column(Column::VolunteerId).column(Column::Minutes);
    let mut totals = HashMap::new();
    for (volunteer, minutes) in rows.into_tuple::<(Uuid, i64)>().all(tx.conn()).await? {
        *totals.entry(volunteer).or_default() += minutes;
    }
    Ok(totals)
}

/// How long somebody served on a day.
pub(super) async fn on_day(tx: &Tx, volunteer: Uuid, day: NaiveDate) -> Result<i64> {
    let rows = tx.find::<volunteer_entry::Entity>().filter(Column::VolunteerId.eq(volunteer)).filter(Column::OnDay.eq(day));
    Ok(rows.all(tx.conn()).await?.iter().map(|row| row.minutes).sum())
}

/// An entry to be written.
pub(super) fn entry(volunteer: Uuid, day: NaiveDate, minutes: i64, source: Source, words: String) -> volunteer_entry::ActiveModel {
    volunteer_entry::ActiveModel {
        volunteer_id: Set(volunteer),
        on_day: Set(day),
        minutes: Set(minutes),
        source: Set(source),
        words: Set(words),
        task_id: Set(None),
        attendee_id: Set(None),
        place: Set(1),
        claim_id: Set(None),
        reverses_id: Set(None),
        carries_id: Set(None),
        ..Default::default()
    }
}

/// Writes an entry: the one place where hours come to count, so that points can be given for them here.
pub(super) async fn write(tx: &Tx, entry: volunteer_entry::ActiveModel) -> Result<volunteer_entry::Model> {
    let entry = tx.insert(volunteer_entry::ActiveModel { by_id: Set(members::acting(tx)), ..entry }).await?;
    figures::mark_day(tx, entry.on_day).await?;
    Ok(entry)
}
