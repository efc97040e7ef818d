//! Which ledger a file belongs to that was sent in; it has the identity of the import.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One file.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_intake")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The ledger.
    pub ledger_id: Uuid,
    /// The version of its columns by which the file was read.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
