//! The rooms, and who has them when.

use chrono::{DateTime, Utc};
use mulin_entity::{
    activities::{bookings, can, rooms},
    kernel::{Failure, Role},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{NewBooking, NewRoom, Room, RoomBooking};
use crate::{Guard, Reply, Tag, people::Created};

/// Rooms.
pub struct RoomsApi;

#[OpenApi(tag = "Tag::Activities")]
impl RoomsApi {
    /// The rooms by name.
    #[oai(path = "/rooms", method = "get", operation_id = "rooms.list")]
    async fn list(&self, caller: Guard<can::ReadRooms>) -> Reply<Json<Vec<Room>>> {
        let rooms = rooms::list(&caller.read().await?).await?;
        Ok(Json(rooms.into_iter().map(Room::try_from).collect::<Result<_, _>>()?))
    }

    /// Add a room.
    #[oai(path = "/rooms", method = "post", operation_id = "rooms.add")]
    async fn add(&self, caller: Guard<can::KeepRooms>, body: Json<NewRoom>) -> Reply<Created<Room>> {
        let tx = caller.write().await?;
        let told = rooms::add(&tx, body.0.read()?).await?.try_into()?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Change a room; what is booked stays booked.
    #[oai(path = "/rooms/:id", method = "put", operation_id = "rooms.change")]
    async fn change(&self, caller: Guard<can::KeepRooms>, id: Path<Uuid>, body: Json<NewRoom>) -> Reply<Json<Room>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let told = rooms::change(&tx, id.0, revision, body.0.read()?).await?.try_into()?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Who has which room between two instants, the first to begin first.
    #[oai(path = "/room-bookings", method = "get", operation_id = "rooms.bookings")]
    async fn bookings(
        &self,
        caller: Guard<can::ReadRooms>,
        from: Query<DateTime<Utc>>,
        to: Query<DateTime<Utc>>,
    ) -> Reply<Json<Vec<RoomBooking>>> {
        if to.0 - from.0 > chrono::Duration::days(62) {
            return Err(Failure::invalid_field("to", "attendance.out_of_range").into());
        }
        let (tx, office) = (caller.read().await?, matches!(caller.role()?, Role::CommunityAdmin | Role::Staff));
        let rows = rooms::bookings(&tx, None, from.0, to.0).await?;
        Ok(Json(rows.into_iter().map(|row| RoomBooking::new(&tx, row, office)).collect::<Result<_, _>>()?))
    }

    /// Book a room for a meeting or a group from outside.
    #[oai(path = "/rooms/:id/bookings", method = "post", operation_id = "rooms.book")]
    async fn book(&self, caller: Guard<can::KeepRooms>, id: Path<Uuid>, body: Json<NewBooking>) -> Reply<Created<RoomBooking>> {
        let tx = caller.write().await?;
        let booking = bookings::book(&tx, body.0.read(id.0)?).await?;
        let told = RoomBooking::new(&tx, booking, true)?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Give a room back.
    #[oai(path = "/room-bookings/:id", method = "delete", operation_id = "rooms.give_back")]
    async fn give_back(&self, caller: Guard<can::KeepRooms>, id: Path<Uuid>) -> Reply<Json<RoomBooking>> {
        let tx = caller.write().await?;
        let booking = bookings::cancel(&tx, id.0).await?;
        let told = RoomBooking::new(&tx, booking, true)?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
