//! A room that somebody has for a time.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// For what a room is booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Purpose {
    /// An activity of the menu.
    Activity,
    /// A meeting.
    Meeting,
    /// A group from outside.
    Outside,
}

/// Whether a booking holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It does.
    Booked,
    /// It was given back.
    Cancelled,
}

/// One booking.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "room_booking")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The room.
    pub room_id: Uuid,
    /// For what.
    pub purpose: Purpose,
    /// What is done there.
    pub title: String,
    /// The occasion that it is for.
    pub occasion_id: Option<Uuid>,
    /// Whom to call, of an outside group: sealed JSON, see [`Contact`](crate::partners::units::Contact).
    pub contact: Option<Vec<u8>>,
    /// From when on.
    pub starts_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// Whether it holds.
    pub state: State,
    /// The member who booked it.
    pub by_id: Option<Uuid>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
