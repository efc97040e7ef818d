//! A provider's limit, and how much of it is used: one instant for each (see [`limit`](super::rules::limit)).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One limit of one channel, of the whole or towards one person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "send_slot")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The channel.
    pub channel_id: Uuid,
    /// The limit's name and, where it counts by person, the person's.
    pub scope: String,
    /// Until when what was sent uses it up.
    pub used_until: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
