//! What somebody found at a door. Only added.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::{Outcome, campaign_shift::Force};

/// One finding.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_mark")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The target.
    pub target_id: Uuid,
    /// Made by the phone, so that what is sent twice counts once.
    pub nonce: Uuid,
    /// What was found.
    pub outcome: Outcome,
    /// When, by the phone.
    pub at: DateTime<Utc>,
    /// When to go again.
    pub retry_at: Option<DateTime<Utc>>,
    /// Who found it; somebody who is no member any more stays named.
    pub member_id: Option<Uuid>,
    /// Of which force they were then.
    pub force: Option<Force>,
    /// Sealed JSON: see [`marks::Said`](super::marks::Said).
    pub said: Vec<u8>,
    /// When it arrived.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
