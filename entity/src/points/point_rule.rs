//! What a service is worth: versions that are only added, the latest holds.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Per {
    /// Each time.
    Time,
    /// Each hour, by the minute.
    Hour,
}

/// One version of a rule.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "point_rule")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The service: one of [`SERVICES`](super::rules::SERVICES).
    pub service: String,
    /// From 1.
    pub version: i64,
    /// What is counted.
    pub per: Per,
    /// So many for each.
    pub points: i64,
    /// So many a day at most.
    pub daily_cap: Option<i64>,
    /// So many a month at most.
    pub monthly_cap: Option<i64>,
    /// Whether anything is given at all.
    pub enabled: bool,
    /// Who decided it; none for what was shipped.
    pub by_id: Option<Uuid>,
    /// Since when it holds.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
