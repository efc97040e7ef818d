//! A value by which a row is found, as a blind index.

use sea_orm::entity::prelude::*;

/// One value of one row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_key")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The ledger.
    pub ledger_id: Uuid,
    /// The row.
    pub entry_id: Uuid,
    /// The code of the column; empty for the whole row.
    pub field: String,
    /// The blind index of the value.
    pub hash: Vec<u8>,
    /// Whether no other row that holds may have the same.
    pub sole: bool,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
