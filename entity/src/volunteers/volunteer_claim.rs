//! Hours that a volunteer reports (自报工时), with photos as proof.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// What became of reported hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Wait for the office.
    Waiting,
    /// Are in the ledger.
    Approved,
    /// Are not counted.
    Refused,
}

/// One report.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "volunteer_claim")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The volunteer.
    pub volunteer_id: Uuid,
    /// The day.
    pub on_day: NaiveDate,
    /// How long.
    pub minutes: i64,
    /// What they did.
    pub words: String,
    /// What became of it.
    pub state: State,
    /// Why it was refused.
    pub reason: String,
    /// When the office answered.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who did.
    pub decided_by: Option<Uuid>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
