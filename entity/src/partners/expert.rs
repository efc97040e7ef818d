//! Somebody of the think tank: an in-service party member (在职党员) or a friend of the community who knows something.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// What somebody may know about. Which words of a question point to it is data: see [`expertise`](super::expertise).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Field {
    /// Contracts, disputes, inheritance (法律).
    Law,
    /// Illness and care (医疗健康).
    Health,
    /// Children and schools (教育).
    Education,
    /// Pipes, lifts, roofs (工程维修).
    Engineering,
    /// Fire, gas, fraud (安全).
    Safety,
    /// Waste, green, noise (环境).
    Environment,
    /// Money and support (财务救助).
    Finance,
    /// Festivals, arts, sports (文体).
    Culture,
    /// What weighs on people (心理).
    Psychology,
    /// Phones and networks (信息技术).
    Technology,
}

/// One expert.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "expert")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The work group.
    pub group_id: Uuid,
    /// What they are called.
    pub name: String,
    /// Where they work, and as what.
    pub workplace: String,
    /// Their number, sealed.
    pub phone: Vec<u8>,
    /// The member they are; whoever is none is asked by phone.
    pub member_id: Option<Uuid>,
    /// What they know about: words of [`Field`].
    pub fields: Json,
    /// What else they know about, in words of their own.
    pub words: Json,
    /// Whether they take something on at present.
    pub available: bool,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
