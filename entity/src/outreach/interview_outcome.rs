//! What became of an answer: a matter, a need or a resource.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// What an answer can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// A matter that somebody deals with.
    Matter,
    /// An entry of the list of needs.
    Need,
    /// An entry of the list of resources.
    Resource,
}

/// One outcome.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "interview_outcome")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The interview.
    pub interview_id: Uuid,
    /// The code of the question that was answered.
    pub question: String,
    /// What it became.
    pub kind: Kind,
    /// The matter.
    pub matter_id: Option<Uuid>,
    /// The entry of a list.
    pub offer_id: Option<Uuid>,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
