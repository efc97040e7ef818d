//! A device of the desk: many check in with it, and nothing is odd about that.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One device.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "desk_device")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What the browser calls itself, hashed like that of a trace.
    pub device: Vec<u8>,
    /// Who said so.
    pub by_id: Option<Uuid>,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
