//! The ledger of hours that count (工时账): rows are only added. A mistake is put right by a row that takes another back.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// Where an entry comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Source {
    /// From checking in and out at a task.
    Task,
    /// Reported, and approved.
    Claim,
    /// Takes another entry back.
    Reversal,
}

/// One entry.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "volunteer_entry")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The volunteer.
    pub volunteer_id: Uuid,
    /// The day on which they served.
    pub on_day: NaiveDate,
    /// How long; less than nothing for what is taken back.
    pub minutes: i64,
    /// Where it comes from.
    pub source: Source,
    /// What was done, or why it is taken back.
    pub words: String,
    /// The task.
    pub task_id: Option<Uuid>,
    /// The row of the roll whose time it counts.
    pub attendee_id: Option<Uuid>,
    /// Which count of that row it is: a later one holds what changed since.
    pub place: i64,
    /// The report.
    pub claim_id: Option<Uuid>,
    /// The entry that is taken back.
    pub reverses_id: Option<Uuid>,
    /// The entry that it carries on, of somebody who turned out to be this volunteer.
    pub carries_id: Option<Uuid>,
    /// Who wrote it; none for the system.
    pub by_id: Option<Uuid>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
