//! A service record that was handed out (服务证明): anybody may verify it by its code.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// One record.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "volunteer_record")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The volunteer.
    pub volunteer_id: Uuid,
    /// From when; from the beginning unless told.
    pub from_day: Option<NaiveDate>,
    /// Until when.
    pub to_day: NaiveDate,
    /// What it says.
    pub minutes: i64,
    /// What it is found by: 96 random bits.
    pub code: String,
    /// When it was handed out.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
