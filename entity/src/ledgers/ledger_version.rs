//! The columns of a ledger, as they were decided at some time.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One version.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_version")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The ledger.
    pub ledger_id: Uuid,
    /// Its number, from 1.
    pub version: i64,
    /// See [`Definition`](super::definition::Definition).
    pub columns: Json,
    /// Who decided.
    pub actor: Json,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
