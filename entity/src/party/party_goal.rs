//! What a member should attend and learn in a year, where a community has decided otherwise: one row, whose id is the community's.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// The decision.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party_goal")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The community again: there is one row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// So many hours of study.
    pub study_hours: i64,
    /// So many of a hundred sessions.
    pub attended_of_hundred: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
