//! A member who is a resident.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// Why a member is a resident's no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum End {
    /// The desk took the link back.
    Undone,
    /// The resident died or moved out; it is there again if that turns out not to be so.
    Gone,
}

/// One link.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "enrolment")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The member.
    pub member_id: Uuid,
    /// The resident.
    pub person_id: Uuid,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why.
    pub end_reason: Option<End>,
    /// When they were linked.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
