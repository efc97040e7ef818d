//! A ledger (台账) that a community keeps.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One ledger.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is known by: a word of the shipped ones, such as `floating`, or one of the community's own.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// The version of its columns that holds.
    pub version: i64,
    /// So many days before the end of a validity, or before an inspection, its people are reminded.
    pub notice_days: i64,
    /// So many days lie between two inspections; none if there are none.
    pub inspection_days: Option<i64>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
