//! When points lapse: versions that are only added, the latest holds.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One version.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "point_term")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// From 1.
    pub version: i64,
    /// The month in which the points of the year before lapse; none if they never do.
    pub month: Option<i64>,
    /// The day of that month.
    pub day: Option<i64>,
    /// Who decided it.
    pub by_id: Option<Uuid>,
    /// Since when it holds.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
