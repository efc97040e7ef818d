//! The stars of a volunteer in a year.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One volunteer of one grading.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "volunteer_star")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The grading.
    pub grading_id: Uuid,
    /// The volunteer.
    pub volunteer_id: Uuid,
    /// How long they served, by the ledger.
    pub minutes: i64,
    /// How many stars that makes.
    pub stars: i64,
    /// Whether an objection took them.
    pub struck: bool,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
