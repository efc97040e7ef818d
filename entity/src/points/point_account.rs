//! An account of points: somebody's, or one of the community's own.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// Whose account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Somebody's: it cannot be overdrawn.
    Holder,
    /// Where points come from: below zero by what was given out.
    Issue,
    /// Where they go for rewards.
    Rewards,
    /// Where they go that nobody spent in time.
    Lapsed,
}

/// One account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "point_account")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub kind: Kind,
    /// The resident, or
    pub person_id: Option<Uuid>,
    /// the member who is not known to be one.
    pub member_id: Option<Uuid>,
    /// What is on it: the sum of its entries, kept by whoever adds one.
    pub balance: i64,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When the last entry was added.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
