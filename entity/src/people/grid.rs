//! A grid (网格): the buildings that one grid worker looks after.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One grid.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "grid")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its number, as the community writes it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The membership of its grid worker (网格员).
    pub worker_id: Option<Uuid>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
