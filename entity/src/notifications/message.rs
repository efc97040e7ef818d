//! An intent to tell somebody something: one row, however many ways it is tried.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One message.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    /// The tenant; nil for the platform's own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The message.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its template, such as `visits.digest`.
    pub template: String,
    /// The rule that asked for it: the answer to "why did I get this".
    pub rule: String,
    /// What makes it the same message; unique in the tenant.
    pub dedupe: String,
    /// `normal` or `urgent`.
    pub urgency: String,
    /// To whom: see [`Recipient`](super::Recipient).
    pub recipient: Json,
    /// What the template is filled with.
    pub facts: Json,
    /// What kind of thing it is about.
    pub subject_kind: Option<String>,
    /// Which one.
    pub subject_id: Option<Uuid>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
