//! A dwelling: a door behind which people live.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What a dwelling is used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Somebody's home.
    Home,
    /// Let to somebody.
    Rented,
    /// A shop (底商).
    Shop,
    /// Nobody lives here.
    Vacant,
}

/// One dwelling.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dwelling")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its building.
    pub building_id: Uuid,
    /// Its unit (单元), as a number or a word; empty if the building has only one.
    pub unit: String,
    /// Its floor; below ground it is negative, 0 if unknown.
    pub floor: i64,
    /// Its room number.
    pub room: String,
    /// Its place on the way through the building.
    pub walk_order: i64,
    /// What it is used as.
    pub kind: Kind,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
