//! One kind of trouble at one point: by it one knows whether something came back.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// What kind of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Things in stairwells and passages (楼道堆物).
    Clutter,
    /// Around the bins (垃圾投放点).
    Bins,
    /// Litter (乱扔垃圾).
    Litter,
    /// Green strips that are worn or taken (毁绿占绿).
    Green,
    /// Shared bikes and others that stand in the way (乱停单车).
    Bikes,
    /// Wires out of windows to charge (飞线充电).
    Wires,
    /// Small advertisements (小广告).
    Ads,
    /// What is broken (设施损坏).
    Broken,
    /// Anything else.
    Other,
}

/// The trouble.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "patrol_trouble")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The point.
    pub point_id: Uuid,
    /// The kind.
    pub kind: Kind,
    /// How often it was found.
    pub findings: i64,
    /// How often it came back.
    pub returns: i64,
    /// When it was put right last.
    pub rectified_on: Option<NaiveDate>,
    /// When it was found first.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
