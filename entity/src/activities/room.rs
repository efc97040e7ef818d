//! A room of the centre (党群服务中心).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One room.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "room")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// So many people fit in.
    pub capacity: Option<i64>,
    /// What is in it.
    pub equipment: String,
    /// When it is open: [`Hours`](super::rules::hours::Hours).
    pub hours: Json,
    /// Whether it can be booked.
    pub active: bool,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl Model {
    /// When it is open.
    ///
    /// # Errors
    /// If the row holds something else.
    pub fn opening(&self) -> crate::kernel::Result<super::rules::hours::Hours> {
        Ok(serde_json::from_value(self.hours.clone())?)
    }
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
