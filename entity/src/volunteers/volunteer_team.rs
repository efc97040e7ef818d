//! A team of volunteers (睦邻服务队).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One team.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "volunteer_team")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What it does.
    pub purpose: String,
    /// The volunteer who leads it, one of its members.
    pub leader_id: Option<Uuid>,
    /// Its place in the order in which teams are shown.
    pub place: i64,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
