//! A session of organised life (组织生活).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::meetings::MinutesState;

/// What kind of session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Assembly of the branch (党员大会).
    Assembly,
    /// Meeting of its committee (支委会).
    Committee,
    /// Meeting of a group (党小组会).
    Group,
    /// Party lecture (党课).
    Lecture,
    /// Theme day (主题党日), the demonstration class of 政治三日 among them.
    ThemeDay,
    /// Bench class in the courtyard (板凳课堂).
    Bench,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Assembly, Self::Committee, Self::Group, Self::Lecture, Self::ThemeDay, Self::Bench];
}

/// How far a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
    /// Planned.
    Planned,
    /// Those who are invited were told.
    Called,
    /// Held, and not yet settled who came.
    Held,
    /// Over: who came is settled, and what they learnt is written down.
    Closed,
    /// Called off.
    Cancelled,
}

/// One session. Title, place and time are its occasion's.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party_session")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub branch_id: Uuid,
    /// Its time, place and roll.
    pub occasion_id: Uuid,
    /// What kind it is.
    pub kind: Kind,
    /// How far it is.
    pub stage: Stage,
    /// What is read and talked about.
    pub programme: String,
    /// So many minutes of study it counts for.
    pub study_minutes: i64,
    /// What was said.
    pub minutes: String,
    /// How far that is.
    pub minutes_state: MinutesState,
    /// When those who are invited were told.
    pub called_at: Option<DateTime<Utc>>,
    /// When it was opened.
    pub held_at: Option<DateTime<Utc>>,
    /// When it was settled who came.
    pub closed_at: Option<DateTime<Utc>>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
