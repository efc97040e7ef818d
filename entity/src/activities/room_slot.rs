//! A quarter of an hour in which a room is taken. A room and a quarter are one key: two bookings at one time are an error of the database.

use sea_orm::entity::prelude::*;

/// One quarter.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "room_slot")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The room.
    pub room_id: Uuid,
    /// Which quarter of an hour since 1970.
    pub quarter: i64,
    /// Who has it.
    pub booking_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
