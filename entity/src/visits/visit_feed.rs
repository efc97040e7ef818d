//! A member's calendar feed: whoever has the link reads it, so only its hash is kept.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One feed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_feed")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The member's own id: a member has one feed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The hash of the link's secret.
    pub token_hash: Vec<u8>,
    /// When the link was made.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
