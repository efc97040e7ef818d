//! One booking: entries that add up to nothing. Rows are only added; what was wrong is reversed.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// One posting.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "point_posting")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is for, such as `occasion:…`: the same is booked once.
    pub source: String,
    /// The service, or `grant`, `redeem`, `lapse`, `reversal`.
    pub reason: String,
    /// What somebody said to it.
    pub note: String,
    /// The posting that it undoes.
    pub reverses_id: Option<Uuid>,
    /// Who booked it; none for the system.
    pub by_id: Option<Uuid>,
    /// The day on which it was earned.
    pub day: NaiveDate,
    /// When it was booked.
    pub at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
