//! A provider's limit, and how much of it is used: one instant for each (see [`limit`](super::rules::limit)); for a telephone the few
//! messages of its day, too (see [`window`](super::rules::window)).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One limit of one channel: of the whole, towards one address, or of one approved form.
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
    /// The limit's name and, where it counts by address, the address's blind index.
    pub scope: String,
    /// Until when what was sent uses it up.
    pub used_until: DateTime<Utc>,
    /// When it was used, as far as the longest window reaches back; empty where one instant says all.
    pub sent: Json,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
