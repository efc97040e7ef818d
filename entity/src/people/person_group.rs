//! Which groups (人群类别) a resident belongs to.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::Group;

/// One resident in one group.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_group")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The resident.
    pub person_id: Uuid,
    /// The group.
    pub code: Group,
    /// Since when that is known.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
