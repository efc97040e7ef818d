//! How somebody wants to be told about a topic; without a row, by mail.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One person's wish about one topic.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_preference")]
pub struct Model {
    /// The tenant; nil for the platform's own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The wish.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose: a membership or an account.
    pub reader_id: Uuid,
    /// The topic's name.
    pub topic: String,
    /// Whether nothing but the inbox is wanted; never heeded for a duty.
    pub muted: bool,
    /// The ways in their order, as words of [`Way`](super::rules::plan::Way).
    pub ways: Json,
    /// When it was first stated.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
