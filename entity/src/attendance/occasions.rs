//! Arranging occasions: make, change, call off, close.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    Terms, attendee,
    error::AttendanceError,
    job,
    ledger::{Ledger, Step},
    notices::{self, News},
    occasion::{self, State},
    rules::times::{CLOSE_AFTER, Times},
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{grid, text},
};

/// The most seats that are counted.
pub const MOST_SEATS: i64 = 5_000;
/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// What an occasion is to be.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What it is called.
    pub title: String,
    /// Where.
    pub place: String,
    /// When.
    pub times: Times,
    /// How many seats; as many as come unless told.
    pub capacity: Option<i64>,
    /// Whether people may wait for a seat.
    pub waiting_list: bool,
    /// For whom.
    pub terms: Terms,
}

/// The thing of another context that an occasion belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// Its kind, such as `activity`.
    pub kind: &'static str,
    /// Which one.
    pub id: Uuid,
}

/// Makes an occasion.
///
/// # Errors
/// If times, seats or terms are not sensible, or it would be over already.
pub async fn arrange(tx: &Tx, subject: Option<Subject>, plan: Plan) -> Result<occasion::Model> {
    let row = add(tx, subject, plan, State::Open).await?;
    expect(tx, &row).await?;
    Ok(row)
}

/// Prepares an occasion that is not shown before [`open`].
///
/// # Errors
/// Like [`arrange`].
pub async fn prepare(tx: &Tx, subject: Option<Subject>, plan: Plan) -> Result<occasion::Model> {
    add(tx, subject, plan, State::Draft).await
}

/// Shows an occasion that was prepared: from now on people sign up.
///
/// # Errors
/// `NotOpen` once it is called off or closed.
pub async fn open(tx: &Tx, id: Uuid) -> Result<occasion::Model> {
    Ledger::open_ahead(tx, id).await?;
    let row = tx.update(occasion::ActiveModel { id: Set(id), state: Set(State::Open), ..Default::default() }).await?;
    expect(tx, &row).await?;
    Ok(row)
}

async fn add(tx: &Tx, subject: Option<Subject>, plan: Plan, state: State) -> Result<occasion::Model> {
    let plan = checked(tx, plan).await?;
    let (id, secret) = (tx.new_id(), rand::random::<[u8; 32]>());
    let row = occasion::ActiveModel {
        id: Set(id),
        subject_kind: Set(subject.map(|subject| subject.kind.to_owned())),
        subject_id: Set(subject.map(|subject| subject.id)),
        state: Set(state),
        cancel_reason: Set(None),
        code_secret: Set(tx.seal_bytes("occasion", "code_secret", id, &secret)?),
        turn: Set(0),
        ..written(plan)?
    };
    tx.insert(row).await
}

/// Changes an occasion: its time, place, seats, terms. More seats go to those who wait, in the same transaction; whoever has a seat or
/// waits is told of another time or place.
///
/// # Errors
/// Like [`arrange`]; `MorePeopleThanSeats`; `NotOpen` once it is called off or closed.
pub async fn change(tx: &Tx, id: Uuid, plan: Plan) -> Result<occasion::Model> {
    let plan = checked(tx, plan).await?;
    let mut ledger = Ledger::open_ahead(tx, id).await?;
    let before = ledger.occasion.clone();
    let mut change = occasion::ActiveModel { id: Set(id), ..written(plan)? };
    if change.place.as_ref() != &before.place {
        // Where another place is nobody has said.
        (change.lat, change.lng) = (Set(None), Set(None));
    }
    // Whoever is promoted is told of the time and place that it has then.
    ledger.occasion = tx.update(change).await?;
    let row = ledger.occasion.clone();
    let moved = (before.starts_at, before.ends_at, &before.place) != (row.starts_at, row.ends_at, &row.place);
    if row.state == State::Open && moved {
        notices::forget(tx, &row, &ledger.concerned()).await?;
        notices::tell(tx, &row, &ledger.concerned(), News::Moved, "").await?;
    }
    ledger.roll.resize(row.capacity)?;
    ledger.save(tx, &[], Step::now(tx, "promote")).await?;
    if row.state == State::Open {
        expect(tx, &row).await?;
    }
    Ok(row)
}

/// Refuses to change by itself what is a part of something else, such as the time of a meeting.
///
/// # Errors
/// `PartOfSomething`.
pub async fn alone(tx: &Tx, id: Uuid) -> Result<()> {
    let row = tx.get::<occasion::Entity>(id).await?;
    if row.subject_kind.is_none() { Ok(()) } else { Err(AttendanceError::PartOfSomething.into()) }
}

/// Calls an occasion off; whoever has a seat or waits is told why.
///
/// # Errors
/// If no reason is told, or it is not open.
pub async fn call_off(tx: &Tx, id: Uuid, reason: &str) -> Result<occasion::Model> {
    let reason = text::line(reason);
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(Failure::invalid_field("reason", "attendance.reason_wanted"));
    }
    let ledger = Ledger::open_ahead(tx, id).await?;
    tx.audit("attendance.call_off", "occasion", ledger.occasion.id, json!({})).await?;
    let row =
        occasion::ActiveModel { id: Set(id), state: Set(State::Cancelled), cancel_reason: Set(Some(reason.clone())), ..Default::default() };
    let row = tx.update(row).await?;
    notices::forget(tx, &row, &ledger.concerned()).await?;
    notices::tell(tx, &row, &ledger.concerned(), News::CalledOff, &reason).await?;
    Ok(row)
}

/// Closes an occasion that ended at `ends_at`: whoever did not come is noted, and how long the others took part. Nothing happens to
/// one that was moved, called off or closed meanwhile.
pub async fn close(tx: &Tx, id: Uuid, ends_at: DateTime<Utc>) -> Result<()> {
    let mut ledger = Ledger::open(tx, id).await?;
    if ledger.occasion.state != State::Open || ledger.occasion.ends_at != ends_at {
        return Ok(());
    }
    let (times, absent) = (ledger.times(), ledger.roll.close());
    ledger.save(tx, &absent, Step::now(tx, "close")).await?;
    let came = tx.find::<attendee::Entity>().filter(attendee::Column::OccasionId.eq(id));
    let came = came.filter(attendee::Column::State.eq(attendee::State::Attended)).filter(attendee::Column::Minutes.is_null());
    for row in came.all(tx.conn()).await? {
        let minutes = times.minutes(row.check_in_at.unwrap_or(times.starts_at), row.check_out_at);
        tx.update(attendee::ActiveModel { id: Set(row.id), minutes: Set(Some(minutes)), ..Default::default() }).await?;
    }
    tx.update(occasion::ActiveModel { id: Set(id), state: Set(State::Closed), ..Default::default() }).await?;
    Ok(())
}

/// A time that was moved leaves its old jobs behind, which then do nothing.
async fn expect(tx: &Tx, row: &occasion::Model) -> Result<()> {
    let reminder = notices::reminder_at(tx, row.starts_at).await?;
    if reminder > tx.now() {
        tx.enqueue_at(&job::Remind { occasion: row.id, starts_at: row.starts_at }, reminder).await?;
    }
    tx.enqueue_at(&job::Close { occasion: row.id, ends_at: row.ends_at }, row.ends_at + CLOSE_AFTER).await
}

async fn checked(tx: &Tx, mut plan: Plan) -> Result<Plan> {
    (plan.title, plan.place) = (text::line(&plan.title), text::line(&plan.place));
    if plan.title.is_empty() {
        return Err(Failure::invalid_field("title", "attendance.title_wanted"));
    }
    if !plan.times.are_sensible() || plan.times.ends_at <= tx.now() {
        return Err(Failure::invalid_field("starts_at", "attendance.impossible_time"));
    }
    if plan.capacity.is_some_and(|seats| !(1..=MOST_SEATS).contains(&seats)) {
        return Err(Failure::invalid_field("capacity", "attendance.out_of_range"));
    }
    if !plan.terms.are_sensible() {
        return Err(Failure::invalid_field("terms", "attendance.out_of_range"));
    }
    for id in &plan.terms.grids {
        tx.get::<grid::Entity>(*id).await?;
    }
    Ok(plan)
}

fn written(plan: Plan) -> Result<occasion::ActiveModel> {
    let Plan { title, place, times, capacity, waiting_list, terms } = plan;
    Ok(occasion::ActiveModel {
        title: Set(title),
        place: Set(place),
        starts_at: Set(times.starts_at),
        ends_at: Set(times.ends_at),
        opens_at: Set(times.opens_at),
        closes_at: Set(times.closes_at),
        cancel_until: Set(times.cancel_until),
        capacity: Set(capacity),
        waiting_list: Set(waiting_list),
        terms: Set(serde_json::to_value(terms)?),
        ..Default::default()
    })
}

impl From<&occasion::Model> for Times {
    fn from(row: &occasion::Model) -> Self {
        super::ledger::times(row)
    }
}
