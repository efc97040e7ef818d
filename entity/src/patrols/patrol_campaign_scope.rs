//! A grid or a point that a campaign covers; one without any covers the whole community.

use sea_orm::entity::prelude::*;

/// One of them.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "patrol_campaign_scope")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The campaign.
    pub campaign_id: Uuid,
    /// All points of this grid.
    pub grid_id: Option<Uuid>,
    /// This point.
    pub point_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
