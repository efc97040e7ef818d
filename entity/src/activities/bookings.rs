//! Booking rooms. Who has a room is one row for each quarter of an hour, and a room and a quarter are a unique key: of two who book the
//! same room at once one is refused by the database, on SQLite as on PostgreSQL, whatever the code has looked at before. PostgreSQL
//! could exclude overlapping ranges by itself; SQLite cannot, and one way that holds on both is better than two. Quarters are written in
//! order, so that of two who overlap neither waits for the other in a circle.

use chrono::{DateTime, Duration, NaiveTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    error::ActivityError,
    figures, room,
    room_booking::{self, Purpose, State},
    room_slot, rules,
};
use crate::{
    attendance::occasion,
    kernel::{Failure, Kind, Result, Tx},
    partners::units::Contact,
    people::text,
    tenancy::members,
    visits::desk::Desk,
};

/// The longest booking.
const LONGEST: Duration = Duration::hours(16);

/// A room that is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which one.
    pub room: Uuid,
    /// For what.
    pub purpose: Purpose,
    /// What is done there.
    pub title: String,
    /// From when on.
    pub starts_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// The occasion that it is for.
    pub occasion: Option<Uuid>,
    /// Whom to call, of an outside group.
    pub contact: Option<Contact>,
}

/// Books a room.
///
/// # Errors
/// `RoomShut` outside its hours, `RoomTaken` if somebody has it then.
pub async fn book(tx: &Tx, wanted: Wanted) -> Result<room_booking::Model> {
    let room = tx.get::<room::Entity>(wanted.room).await?;
    let title = text::line(&wanted.title);
    if title.is_empty() {
        return Err(Failure::invalid_field("title", "activities.title_wanted"));
    }
    if let Some(occasion) = wanted.occasion {
        tx.get::<occasion::Entity>(occasion).await?;
    }
    is_open(tx, &room, wanted.starts_at, wanted.ends_at).await?;
    let id = tx.new_id();
    let contact = wanted.contact.map(Contact::readable).transpose()?;
    let seal = |contact: Contact| tx.seal("room_booking", "contact", id, &serde_json::to_string(&contact)?);
    let row = room_booking::ActiveModel {
        id: Set(id),
        room_id: Set(room.id),
        purpose: Set(wanted.purpose),
        title: Set(title),
        occasion_id: Set(wanted.occasion),
        contact: Set(contact.map(seal).transpose()?),
        starts_at: Set(wanted.starts_at),
        ends_at: Set(wanted.ends_at),
        state: Set(State::Booked),
        by_id: Set(members::acting(tx)),
        ..Default::default()
    };
    let booking = tx.insert(row).await?;
    take(tx, &booking).await?;
    figures::mark_rooms(tx, &booking).await?;
    Ok(booking)
}

/// Whom to call about a booking.
pub fn contact(tx: &Tx, booking: &room_booking::Model) -> Result<Option<Contact>> {
    let open = |sealed: &Vec<u8>| Ok(serde_json::from_str(&tx.open("room_booking", "contact", booking.id, sealed)?)?);
    booking.contact.as_ref().map(open).transpose()
}

/// Gives a room back.
pub async fn cancel(tx: &Tx, id: Uuid) -> Result<room_booking::Model> {
    let booking = tx.get::<room_booking::Entity>(id).await?;
    if booking.state == State::Cancelled {
        return Err(ActivityError::WrongStage.into());
    }
    let quarters = tx.delete_many::<room_slot::Entity>().filter(room_slot::Column::BookingId.eq(id));
    quarters.exec(tx.conn()).await?;
    figures::mark_rooms(tx, &booking).await?;
    tx.update(room_booking::ActiveModel { id: Set(id), state: Set(State::Cancelled), ..Default::default() }).await
}

/// The room that an occasion has.
pub async fn of_occasion(tx: &Tx, occasion: Uuid) -> Result<Option<room_booking::Model>> {
    let found = tx.find::<room_booking::Entity>().filter(room_booking::Column::OccasionId.eq(occasion));
    Ok(found.filter(room_booking::Column::State.eq(State::Booked)).one(tx.conn()).await?)
}

/// Has the room of an occasion follow it to its new time, or gives it back once the occasion is off.
///
/// # Errors
/// Like [`book`]: the occasion cannot be moved to when its room is taken or shut.
pub async fn follow(tx: &Tx, occasion: Uuid) -> Result<()> {
    let Some(booking) = of_occasion(tx, occasion).await? else { return Ok(()) };
    let occasion = tx.get::<occasion::Entity>(occasion).await?;
    match occasion.state {
        occasion::State::Cancelled => cancel(tx, booking.id).await.map(drop),
        _ if (booking.starts_at, booking.ends_at) == (occasion.starts_at, occasion.ends_at) => Ok(()),
        _ => shift(tx, booking, &occasion).await.map_err(|failure| match (failure.kind(), failure.code()) {
            (Kind::Conflict, code) => failure.field("starts_at", code),
            _ => failure,
        }),
    }
}

/// Moves a booking to the time of its occasion.
async fn shift(tx: &Tx, booking: room_booking::Model, occasion: &occasion::Model) -> Result<()> {
    let room = tx.get::<room::Entity>(booking.room_id).await?;
    is_open(tx, &room, occasion.starts_at, occasion.ends_at).await?;
    let quarters = tx.delete_many::<room_slot::Entity>().filter(room_slot::Column::BookingId.eq(booking.id));
    quarters.exec(tx.conn()).await?;
    figures::mark_rooms(tx, &booking).await?;
    let row = room_booking::ActiveModel {
        id: Set(booking.id),
        starts_at: Set(occasion.starts_at),
        ends_at: Set(occasion.ends_at),
        ..Default::default()
    };
    let moved = tx.update(row).await?;
    take(tx, &moved).await?;
    figures::mark_rooms(tx, &moved).await
}

/// Sees to it that an occasion has this room, or none, at its time.
pub(super) async fn settle(tx: &Tx, occasion: &occasion::Model, room: Option<Uuid>) -> Result<()> {
    let known = of_occasion(tx, occasion.id).await?;
    let same = |booking: &room_booking::Model| {
        Some(booking.room_id) == room && (booking.starts_at, booking.ends_at) == (occasion.starts_at, occasion.ends_at)
    };
    if let Some(id) = room {
        let room = tx.get::<room::Entity>(id).await?;
        if room.capacity.zip(occasion.capacity).is_some_and(|(people, seats)| seats > people) {
            return Err(ActivityError::RoomTooSmall.into());
        }
    }
    if known.as_ref().is_some_and(same) {
        return Ok(());
    }
    if let Some(booking) = known {
        cancel(tx, booking.id).await?;
    }
    let Some(room) = room else { return Ok(()) };
    let wanted = Wanted {
        room,
        purpose: Purpose::Activity,
        title: occasion.title.clone(),
        starts_at: occasion.starts_at,
        ends_at: occasion.ends_at,
        occasion: Some(occasion.id),
        contact: None,
    };
    book(tx, wanted).await.map(drop)
}

async fn is_open(tx: &Tx, room: &room::Model, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Result<()> {
    if starts_at >= ends_at || ends_at - starts_at > LONGEST {
        return Err(Failure::invalid_field("starts_at", "attendance.impossible_time"));
    }
    let desk = Desk::of(tx).await?;
    let (from, until) = (starts_at.with_timezone(&desk.zone), ends_at.with_timezone(&desk.zone));
    let within = |span: rules::hours::Span| {
        // Who goes on until midnight ends on the next day.
        let midnight = until.time() == NaiveTime::MIN;
        from.time() >= span.from && !midnight && from.date_naive() == until.date_naive() && until.time() <= span.until
    };
    let open = room.active && room.opening()?.on(desk.calendar.day(from.date_naive())).is_some_and(within);
    if open { Ok(()) } else { Err(ActivityError::RoomShut.into()) }
}

async fn take(tx: &Tx, booking: &room_booking::Model) -> Result<()> {
    let slot = |quarter| room_slot::ActiveModel {
        room_id: Set(booking.room_id),
        quarter: Set(quarter),
        booking_id: Set(booking.id),
        ..Default::default()
    };
    let slots = rules::hours::quarters(booking.starts_at, booking.ends_at).into_iter().map(slot).collect();
    match tx.insert_many(slots).await {
        Err(failure) if failure.kind() == Kind::Conflict => Err(ActivityError::RoomTaken.into()),
        other => other,
    }
}
