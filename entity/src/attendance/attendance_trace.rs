//! Where a phone was, and which one it was, when somebody came or went: with their consent, for nothing but the check against gaming, and gone
//! after ninety days.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One trace.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance_trace")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub attendee_id: Uuid,
    /// `check_in` or `check_out`.
    pub event: String,
    /// When it was seen.
    pub at: DateTime<Utc>,
    /// North (WGS-84), in ten-thousandths of a degree.
    pub lat: Option<i64>,
    /// East.
    pub lng: Option<i64>,
    /// Give or take so many metres.
    pub accuracy: Option<i64>,
    /// What the browser calls itself, hashed with the community's key: it means nothing elsewhere.
    pub device: Option<Vec<u8>>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
