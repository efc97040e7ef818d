//! What was decided about a message on its way: the middle of the answer to "why did I get this" and "why did nobody".

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One decision.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_step")]
pub struct Model {
    /// The tenant; nil for the platform's own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The decision.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The message.
    pub message_id: Uuid,
    /// Its place in the story, from 0.
    pub number: i64,
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// `fell_back`, `held`, `bypassed`, `summed_up`, `dropped`, `came_back`, `arrived` or `sent_again`.
    pub step: String,
    /// Why, or by which way.
    pub reason: Option<String>,
    /// Until when, where it waits.
    pub until: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
