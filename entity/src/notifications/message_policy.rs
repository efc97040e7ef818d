//! A community's own decisions about messages; without a row, the defaults hold.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// The decisions.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_policy")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The tenant again: there is one row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The [`Policy`](super::rules::policy::Policy).
    pub document: Json,
    /// When it was first changed.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
