//! Where a member can be reached besides by mail: a phone number, a user of WeCom.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One address.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reach_address")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose: a membership.
    pub reader_id: Uuid,
    /// The word of its [`Way`](super::rules::plan::Way).
    pub way: String,
    /// The address, sealed.
    pub address: Vec<u8>,
    /// The address, masked.
    pub address_masked: String,
    /// When it was first stated.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
