//! A publicity event (文明宣传活动): people are talked to where they live.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
    /// It is to come.
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

/// One event.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publicity_event")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is about.
    pub topic: String,
    /// More about it.
    pub detail: String,
    /// Where it is.
    pub place: String,
    /// The grid it is in.
    pub grid_id: Option<Uuid>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// Who is responsible.
    pub owner_id: Option<Uuid>,
    /// The campaign that it belongs to.
    pub campaign_id: Option<Uuid>,
    /// How many people are expected.
    pub expected: i64,
    /// How far it is.
    pub stage: Stage,
    /// The local day on which it took place.
    pub held_on: Option<NaiveDate>,
    /// How many people were reached.
    pub reached: Option<i64>,
    /// How many leaflets and the like were handed out.
    pub materials: Option<i64>,
    /// What came of it; why it was called off.
    pub summary: String,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
