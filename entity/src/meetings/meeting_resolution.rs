//! What a meeting resolved.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A resolution.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting_resolution")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The meeting.
    pub meeting_id: Uuid,
    /// Its place among the others, from 1.
    pub place: i64,
    /// Its words.
    pub words: String,
    /// Votes in favour.
    pub in_favour: Option<i64>,
    /// Votes against.
    pub against: Option<i64>,
    /// Who voted neither way.
    pub abstained: Option<i64>,
    /// The matter that came of it.
    pub matter_id: Option<Uuid>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
