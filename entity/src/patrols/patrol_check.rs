//! A look at a point: only added to.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// One look.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "patrol_check")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The point.
    pub point_id: Uuid,
    /// The round that it was a part of.
    pub round_id: Option<Uuid>,
    /// The local day.
    pub on_day: NaiveDate,
    /// How many kinds of trouble were seen.
    pub found: i64,
    /// What else was seen.
    pub note: String,
    /// Who looked.
    pub actor: Json,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
