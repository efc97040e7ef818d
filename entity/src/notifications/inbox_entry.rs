//! A message in somebody's inbox (站内信): the platform's own channel, which needs no provider and disturbs nobody.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One entry.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inbox_entry")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose inbox: a membership.
    pub reader_id: Uuid,
    /// The message.
    pub message_id: Uuid,
    /// What it is about; see [`topic`](super::topic).
    pub topic: String,
    /// The subject line.
    pub title: String,
    /// The text, sealed.
    pub body: Vec<u8>,
    /// Where it leads in the console.
    pub path: Option<String>,
    /// When it arrived.
    pub created_at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
