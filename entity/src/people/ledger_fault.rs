//! A cell for which a row of a ledger was refused.

use sea_orm::entity::prelude::*;

/// One fault.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_fault")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The import.
    pub import_id: Uuid,
    /// The row, as the spreadsheet numbers it.
    pub row: i64,
    /// The column's letters.
    pub column: String,
    /// What stands in the cell, masked.
    pub value_masked: String,
    /// What is wrong with it; the key of a message.
    pub code: String,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
