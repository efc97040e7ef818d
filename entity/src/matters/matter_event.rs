//! What happened to a matter besides what was done with its assignment: only added to.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Something was put on record (备案).
    Noted,
    /// Its reporter was asked (回访).
    CalledBack,
    /// It was asked weeks later whether it is really solved (回头看).
    Rechecked,
    /// Another matter is dealt with in this one.
    Merged,
}

/// An event.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matter_event")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The matter.
    pub matter_id: Uuid,
    /// What happened.
    pub kind: Kind,
    /// What was said.
    pub note: String,
    /// Who wrote it down.
    pub actor: Json,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
