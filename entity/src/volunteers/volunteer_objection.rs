//! An objection to somebody's stars.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// What became of an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Nobody has answered.
    Open,
    /// It is right: the stars are struck.
    Upheld,
    /// The stars stay.
    Rejected,
}

/// One objection.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "volunteer_objection")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// To whose.
    pub star_id: Uuid,
    /// Why.
    pub words: String,
    /// Who objects.
    pub by_id: Option<Uuid>,
    /// What became of it.
    pub state: State,
    /// What the office answered.
    pub answer: String,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
