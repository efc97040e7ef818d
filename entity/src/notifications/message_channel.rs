//! A provider or a group chat that a community sends over, with its standing: its circuit is in the row, so that all workers
//! see it, with Redis or without.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One channel.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_channel")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The channel.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The word of its [`Kind`](super::carriage::Kind).
    pub kind: String,
    /// What the community calls it; unique.
    pub name: String,
    /// Smaller goes first among those of one way.
    pub place: i32,
    /// Whether anything is sent over it.
    pub enabled: bool,
    /// What its provider wants to know, keys included: sealed.
    pub settings: Vec<u8>,
    /// The provider's approved forms, by our templates.
    pub forms: Json,
    /// The topics that a group is told.
    pub topics: Json,
    /// How often it failed since it last worked.
    pub failures: i32,
    /// What somebody has to mend before it carries anything, or messages of one kind; in the provider's words.
    pub trouble: Option<String>,
    /// Nothing is sent over it before this instant.
    pub rests_until: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
