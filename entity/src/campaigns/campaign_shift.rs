//! Who goes where, and when.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// Which of the three forces somebody is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Force {
    /// Party workers (党工).
    Party,
    /// Social workers (社工).
    Social,
    /// Volunteers (义工).
    Volunteer,
}

/// Somebody's shift in a patch: a building, a grid, or everywhere.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_shift")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The campaign.
    pub campaign_id: Uuid,
    /// Who goes.
    pub member_id: Uuid,
    /// Of which force they are.
    pub force: Force,
    /// The grid.
    pub grid_id: Option<Uuid>,
    /// The building.
    pub building_id: Option<Uuid>,
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
