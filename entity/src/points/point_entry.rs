//! A part of a posting: so many points onto an account, or off it.

use sea_orm::entity::prelude::*;

/// One entry.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "point_entry")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The posting.
    pub posting_id: Uuid,
    /// The account.
    pub account_id: Uuid,
    /// How many; below zero is off.
    pub amount: i64,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
