//! How often a kind of session is held here, where a community has decided otherwise; or one of its branches.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::{Kind, rules::cadence::Every};

/// One decision.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party_cadence")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The branch for which it is decided; none for all of them.
    pub branch_id: Option<Uuid>,
    /// The kind.
    pub kind: Kind,
    /// How often.
    pub every: Every,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
