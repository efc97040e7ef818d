//! Something that the community does together with partner units (共建活动).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
    /// Units are invited, and answer.
    Planned,
    /// It took place.
    Held,
    /// It was called off.
    Cancelled,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Held, Self::Cancelled];
}

/// One activity.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "joint_activity")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub theme: String,
    /// More about it.
    pub detail: String,
    /// Where it is.
    pub place: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Who of the community is responsible.
    pub owner_id: Option<Uuid>,
    /// How many people are expected.
    pub expected: i64,
    /// The entry of the three lists that it comes from.
    pub offer_id: Option<Uuid>,
    /// How far it is.
    pub stage: Stage,
    /// The local day on which it took place.
    pub held_on: Option<NaiveDate>,
    /// How many people were served.
    pub served: Option<i64>,
    /// What came of it; why it was called off.
    pub result: String,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
