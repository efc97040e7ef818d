//! What happened to a row of a ledger: only added to.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// It was entered.
    Added,
    /// Some of its values were changed.
    Changed,
    /// It does not hold any more.
    Ended,
    /// It holds again.
    Reopened,
    /// It was inspected.
    Inspected,
    /// A finding was put right.
    Rectified,
}

/// One change.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_change")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The row.
    pub entry_id: Uuid,
    /// Its place in the row's history, from 1.
    pub place: i64,
    /// What happened.
    pub kind: Kind,
    /// Which values it had before and after, sealed: see [`Cell`](super::history::Cell).
    pub cells: Vec<u8>,
    /// Why, where a reason is stated.
    pub note: String,
    /// Who did it.
    pub actor: Json,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
