//! A report as its street was told it: figures go on being computed, what was sent does not change. A row of the platform, as the letters are.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One report.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "street_report")]
pub struct Model {
    /// The tenant: the platform.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The street.
    pub street_id: Uuid,
    /// What it is about: see [`Period`](super::period::Period).
    pub period: String,
    /// What it says: see [`Issue`](super::issue::Issue).
    pub content: Json,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::owned!(Entity);
