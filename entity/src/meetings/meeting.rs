//! A meeting.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// What kind of meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Kind {
    /// Residents' congress (居民代表大会).
    Congress,
    /// Heart-to-heart (民情恳谈会).
    Heart,
    /// Hearing (民主听证会).
    Hearing,
    /// Joint conference (社区联席会).
    Joint,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Congress, Self::Heart, Self::Hearing, Self::Joint];
}

/// How far a meeting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
    /// Prepared.
    Planned,
    /// Those who are invited were told.
    Called,
    /// Held.
    Held,
    /// Called off.
    Cancelled,
}

/// How far its minutes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum MinutesState {
    /// Being written.
    Draft,
    /// Written, and to be looked over.
    Review,
    /// Looked over, and sent to those who were there.
    Published,
}

/// One meeting. Title, place and time are its occasion's.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "meeting")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its time, place and roll.
    pub occasion_id: Uuid,
    /// What kind it is.
    pub kind: Kind,
    /// How far it is.
    pub stage: Stage,
    /// What is talked about: a list of lines.
    pub agenda: Json,
    /// So many have to be there.
    pub quorum: Option<i64>,
    /// Who leads it.
    pub chair_id: Option<Uuid>,
    /// What was said.
    pub minutes: String,
    /// How far that is.
    pub minutes_state: MinutesState,
    /// When those who are invited were told.
    pub called_at: Option<DateTime<Utc>>,
    /// When it was opened with enough people.
    pub held_at: Option<DateTime<Utc>>,
    /// The day on which somebody was reminded of it last.
    pub reminded_on: Option<NaiveDate>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl Model {
    /// What is talked about.
    pub fn agenda_lines(&self) -> crate::kernel::Result<Vec<String>> {
        Ok(serde_json::from_value(self.agenda.clone())?)
    }
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
