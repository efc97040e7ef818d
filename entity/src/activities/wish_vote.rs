//! Somebody who wants the same; whoever asked is the first.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One vote.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wish_vote")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The wish.
    pub wish_id: Uuid,
    /// The resident, or
    pub person_id: Option<Uuid>,
    /// the member.
    pub member_id: Option<Uuid>,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
