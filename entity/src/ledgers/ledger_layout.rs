//! How a ledger goes out: which columns, in which order, under which headers.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One layout.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_layout")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The ledger.
    pub ledger_id: Uuid,
    /// What it is called, such as the office that asks for it.
    pub name: String,
    /// See [`Slot`](super::layouts::Slot).
    pub columns: Json,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
