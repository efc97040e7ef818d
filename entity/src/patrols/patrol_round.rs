//! A route on one day.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// How far a round is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// To be walked.
    Planned,
    /// Every point of it was looked at.
    Done,
    /// The day is over, and some were not.
    Missed,
}

/// A round.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "patrol_round")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The route.
    pub route_id: Uuid,
    /// The local day.
    pub on_day: NaiveDate,
    /// Who walks it; nobody, if nobody has duty.
    pub member_id: Option<Uuid>,
    /// Whether it is somebody else than usual.
    pub reassigned: bool,
    /// How far it is.
    pub state: State,
    /// When the last point was looked at.
    pub finished_at: Option<DateTime<Utc>>,
    /// When it was planned.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
