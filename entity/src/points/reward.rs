//! Something to be had for points.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// One reward.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reward")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is.
    pub title: String,
    /// More of it.
    pub detail: String,
    /// So many points.
    pub price: i64,
    /// So many are left.
    pub stock: i64,
    /// So many for one person at most.
    pub per_person: Option<i64>,
    /// The first day.
    pub from_day: Option<NaiveDate>,
    /// The last day.
    pub until_day: Option<NaiveDate>,
    /// Whether it is offered.
    pub offered: bool,
    /// Raised with each change of what it is.
    pub revision: i64,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
