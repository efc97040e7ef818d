//! Keeping the rooms of the centre.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    error::ActivityError,
    room::{self, Column},
    room_booking,
    rules::hours::Hours,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::text,
};

/// The most people that a room is said to hold.
const MOST_PEOPLE: i64 = 5_000;

/// What is said of a room.
#[derive(Debug, Clone)]
pub struct Design {
    /// What it is called.
    pub name: String,
    /// So many people fit in.
    pub capacity: Option<i64>,
    /// What is in it.
    pub equipment: String,
    /// When it is open.
    pub hours: Hours,
    /// Whether it can be booked.
    pub active: bool,
}

/// Adds a room.
pub async fn add(tx: &Tx, design: Design) -> Result<room::Model> {
    let id = tx.new_id();
    let row = columns(tx, id, design).await?;
    tx.insert(room::ActiveModel { id: Set(id), revision: Set(1), ..row }).await
}

/// Changes a room that was looked at as `revision`; what is booked stays booked.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<room::Model> {
    tx.get::<room::Entity>(id).await?;
    let row = columns(tx, id, design).await?;
    tx.revise(id, Column::Revision, revision, row).await
}

/// The rooms by name.
pub async fn list(tx: &Tx) -> Result<Vec<room::Model>> {
    Ok(tx.find::<room::Entity>().order_by_asc(Column::Name).all(tx.conn()).await?)
}

/// Who has which room between two instants, the first to begin first.
pub async fn bookings(tx: &Tx, room: Option<Uuid>, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Vec<room_booking::Model>> {
    use room_booking::{Column, State};
    let mut rows = tx.find::<room_booking::Entity>().filter(Column::State.eq(State::Booked));
    rows = rows.filter(Column::EndsAt.gt(from)).filter(Column::StartsAt.lt(to));
    if let Some(room) = room {
        rows = rows.filter(Column::RoomId.eq(room));
    }
    Ok(rows.order_by_asc(Column::StartsAt).order_by_asc(Column::Id).all(tx.conn()).await?)
}

async fn columns(tx: &Tx, id: Uuid, design: Design) -> Result<room::ActiveModel> {
    let name = text::line(&design.name);
    match () {
        () if name.is_empty() => return Err(Failure::invalid_field("name", "activities.name_wanted")),
        () if design.capacity.is_some_and(|people| !(1..=MOST_PEOPLE).contains(&people)) => {
            return Err(Failure::invalid_field("capacity", "attendance.out_of_range"));
        }
        () if !design.hours.are_sensible() => return Err(Failure::invalid_field("hours", "activities.hours_implausible")),
        () => {}
    }
    let others = tx.find::<room::Entity>().filter(Column::Id.ne(id)).filter(Column::Name.eq(&name));
    if others.count(tx.conn()).await? > 0 {
        return Err(ActivityError::NameTaken.into());
    }
    Ok(room::ActiveModel {
        name: Set(name),
        capacity: Set(design.capacity),
        equipment: Set(text::line(&design.equipment)),
        hours: Set(serde_json::to_value(design.hours)?),
        active: Set(design.active),
        ..Default::default()
    })
}
