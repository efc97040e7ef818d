//! Points that are walked one after the other.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A route.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "patrol_route")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is called; no two are called alike.
    pub name: String,
    /// Who usually walks it.
    pub owner_id: Option<Uuid>,
    /// Whether it is not walked any more.
    pub retired: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
