//! A place that is looked at again and again.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// A point.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "patrol_point")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is called; no two are called alike.
    pub name: String,
    /// Where it is, in words.
    pub place: String,
    /// What its QR code says.
    pub code: String,
    /// The building it belongs to.
    pub building_id: Option<Uuid>,
    /// The grid it is in.
    pub grid_id: Option<Uuid>,
    /// The route it is on.
    pub route_id: Option<Uuid>,
    /// Its place on the route.
    pub position: i64,
    /// Every so many days it is looked at, if nothing comes back.
    pub base_days: i64,
    /// Every so many days it is looked at now; fewer after each return.
    pub every_days: i64,
    /// When it is to be looked at next.
    pub next_on: NaiveDate,
    /// Whether it is not looked at any more.
    pub retired: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
