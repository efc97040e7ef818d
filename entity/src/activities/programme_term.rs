//! The terms of a programme: a version is only added, so that what somebody agreed to can be read as it was.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One version.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_term")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The programme.
    pub programme_id: Uuid,
    /// Which version, from 1.
    pub version: i64,
    /// What is agreed to; without words from this version on there is nothing to agree to.
    pub words: String,
    /// Who wrote it.
    pub by_id: Option<Uuid>,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
