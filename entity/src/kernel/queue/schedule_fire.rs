//! The ledger of firings: a planned instant fires once, whoever fires it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One firing of one schedule.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "schedule_fire")]
pub struct Model {
    /// The tenant; nil for the product's own timetable.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The schedule's id, or the name of a line of the timetable.
    #[sea_orm(primary_key, auto_increment = false)]
    pub schedule: String,
    /// The instant that was planned.
    #[sea_orm(primary_key, auto_increment = false)]
    pub planned_at: DateTime<Utc>,
    /// When it fired.
    pub fired_at: DateTime<Utc>,
    /// `fired`, `skipped`, `asked` by somebody, or `begun` when a line of the timetable was seen for the first time.
    pub outcome: String,
}

impl ActiveModelBehavior for ActiveModel {}

impl crate::kernel::Owned for Entity {
    fn community() -> Self::Column {
        Column::CommunityId
    }

    /// A firing has no identity of its own: that of its schedule stands for it.
    fn id() -> Self::Column {
        Column::Schedule
    }
}
