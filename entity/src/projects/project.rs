//! What a community builds or puts right for its people.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// What kind of project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// For people's livelihood (民生实事).
    Livelihood,
    /// Old made new (改造提升).
    Renovation,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
    /// Asked for (征集).
    Proposed,
    /// Decided (立项).
    Approved,
    /// Under way (实施).
    Building,
    /// Looked over and found good (验收).
    Accepted,
    /// Asked after, and closed (回访).
    Followed,
    /// Given up (终止).
    Dropped,
}

/// A project.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What kind it is.
    pub kind: Kind,
    /// What it is called; no two are called alike.
    pub name: String,
    /// Where.
    pub place: String,
    /// What it is for, in a few sentences.
    pub summary: String,
    /// How far it is.
    pub stage: Stage,
    /// The member who answers for it.
    pub owner_id: Option<Uuid>,
    /// The grid it is in.
    pub grid_id: Option<Uuid>,
    /// When work is to begin.
    pub starts_on: Option<NaiveDate>,
    /// When it is to be done.
    pub due_on: Option<NaiveDate>,
    /// What it may cost, in fen (分).
    pub budget: i64,
    /// Raised with each change.
    pub revision: i64,
    /// Whether everybody may look at it.
    pub published: bool,
    /// When it was accepted.
    pub accepted_on: Option<NaiveDate>,
    /// When its owner was reminded last of the project itself.
    pub told_on: Option<NaiveDate>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
