//! A task that is dispatched to volunteers (派单). Title, place, time and seats are its occasion's.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::Skill;

/// What kind of task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// A safety check (安全检查).
    Safety,
    /// Help for special groups (特殊群体帮扶).
    Group,
    /// Keeping the neighbourhood tidy (环境文明).
    Civility,
    /// Helping at an event (活动协助).
    Event,
    /// Something else.
    Other,
}

/// To whom a task goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Dispatch {
    /// To every volunteer: whoever is first (抢单).
    Open,
    /// To those who can do it.
    Skill,
    /// To those who live in the same grid, the nearest first.
    Near,
    /// To a team.
    Team,
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
    /// Volunteers may take it.
    Posted,
    /// Called off.
    Cancelled,
}

/// One task.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "volunteer_task")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its time, place, seats and roll.
    pub occasion_id: Uuid,
    /// What kind it is.
    pub kind: Kind,
    /// To whom it goes.
    pub dispatch: Dispatch,
    /// The skill that is wanted, where it goes by skill.
    pub skill: Option<Skill>,
    /// The team, where it goes by team.
    pub team_id: Option<Uuid>,
    /// The building where it is.
    pub building_id: Option<Uuid>,
    /// The grid where it is.
    pub grid_id: Option<Uuid>,
    /// The resident whom it helps.
    pub person_id: Option<Uuid>,
    /// The matter that it comes from.
    pub matter_id: Option<Uuid>,
    /// What there is to do.
    pub detail: String,
    /// How far it is.
    pub stage: Stage,
    /// Raised with each change.
    pub revision: i64,
    /// When it was dispatched.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
