//! A reward that was taken: points and stock are gone, and it waits at the desk.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It waits to be fetched.
    Waiting,
    /// It was fetched.
    HandedOut,
    /// They thought better of it.
    Cancelled,
    /// Nobody came for it.
    Expired,
}

/// One redemption.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "redemption")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What was taken.
    pub reward_id: Uuid,
    /// By whom.
    pub account_id: Uuid,
    /// What was paid.
    pub posting_id: Uuid,
    /// What they show at the desk.
    pub code: String,
    /// What became of it.
    pub state: State,
    /// What it cost then.
    pub price: i64,
    /// Until when it waits.
    pub expires_at: DateTime<Utc>,
    /// Who handed it out.
    pub handed_by_id: Option<Uuid>,
    /// When.
    pub handed_at: Option<DateTime<Utc>>,
    /// When it was taken.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
