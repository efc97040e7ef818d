//! A building (楼栋).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One building.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "building")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its grid.
    pub grid_id: Uuid,
    /// Its name, such as 3号楼.
    pub name: String,
    /// Its place on the way through the grid.
    pub walk_order: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
