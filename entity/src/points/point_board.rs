//! A month that was made public (公示): who got what for what. What stands on it are the month's postings.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// One board.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "point_board")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The first day of the month.
    pub month: NaiveDate,
    /// When it was made public.
    pub published_at: DateTime<Utc>,
    /// Until when people may object.
    pub objections_until: DateTime<Utc>,
    /// Whether that time is over.
    pub closed: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
