//! How much was sent on a day: to one person, and by the community as a whole.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

/// One counter.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "send_count")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The counter.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The local day.
    pub day: Date,
    /// The person; the community itself for all of them together.
    pub reader_id: Uuid,
    /// How many messages.
    pub sent: i64,
}

/// A local day.
type Date = NaiveDate;

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
