//! What somebody has to do.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::{
    Of,
    rules::{
        clock::{Deadlines, Level, Terms},
        course::{Course, State},
    },
};
use crate::kernel::{Failure, Result};

/// One assignment, as its history has made it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The assignment.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The matter that is to be dealt with.
    pub matter_id: Option<Uuid>,
    /// The finding that is to be put right.
    pub finding_id: Option<Uuid>,
    /// What it is called in lists and messages; without personal data.
    pub title: String,
    /// The grid it is in.
    pub grid_id: Option<Uuid>,
    /// How far it is.
    pub state: State,
    /// Who has it to do.
    pub holder_id: Option<Uuid>,
    /// In whose place.
    pub stands_in_for: Option<Uuid>,
    /// The level that it has reached.
    pub level: Level,
    /// When its clocks began.
    pub begun_at: DateTime<Utc>,
    /// By when it is to be taken on.
    pub acknowledge_by: DateTime<Utc>,
    /// When it was taken on.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// When somebody was told that nobody has taken it on.
    pub unanswered_at: Option<DateTime<Utc>>,
    /// When whoever is on duty stands in, if it is not taken on before.
    pub stand_in_at: Option<DateTime<Utc>>,
    /// The yellow card.
    pub yellow_at: DateTime<Utc>,
    /// The red card.
    pub red_at: DateTime<Utc>,
    /// By when it is to be done.
    pub due_at: DateTime<Utc>,
    /// When those above the holder are told.
    pub over_head_at: DateTime<Utc>,
    /// Until when more time is asked for.
    pub asked_until: Option<DateTime<Utc>>,
    /// How much time there is for this kind of work: a [`Terms`].
    pub terms: Json,
    /// Its next timer; none when nothing is to happen by itself.
    pub next_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub closed_at: Option<DateTime<Utc>>,
    /// Raised with each act.
    pub revision: i64,
    /// When it was handed out first.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);

impl Model {
    /// What it is about.
    pub fn of(&self) -> Result<Of> {
        let of = self.matter_id.map(Of::Matter).or_else(|| self.finding_id.map(Of::Finding));
        of.ok_or_else(|| Failure::internal("an assignment is of nothing"))
    }

    /// Where it stands.
    pub fn course(&self) -> Course {
        Course {
            state: self.state,
            holder: self.holder_id,
            stands_in_for: self.stands_in_for,
            due_at: self.due_at,
            asked_until: self.asked_until,
            level: self.level,
        }
    }

    /// Its clocks.
    pub fn deadlines(&self) -> Deadlines {
        Deadlines {
            acknowledge_by: self.acknowledge_by,
            yellow_at: self.yellow_at,
            red_at: self.red_at,
            due_at: self.due_at,
            over_head_at: self.over_head_at,
        }
    }

    /// How much time there is for it.
    pub fn terms(&self) -> Result<Terms> {
        Ok(serde_json::from_value(self.terms.clone())?)
    }
}
