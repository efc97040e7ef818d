//! An inspection (巡查) of what a row stands for.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// What came of an inspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing is wrong.
    Passed,
    /// Something is to be put right.
    Findings,
    /// Nobody was there: it has to be tried again.
    Absent,
}

/// One inspection.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_inspection")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The row.
    pub entry_id: Uuid,
    /// When.
    pub on_day: NaiveDate,
    /// What came of it.
    pub result: Outcome,
    /// What else was seen.
    pub note: String,
    /// What is wrong: see [`Finding`](super::inspections::Finding).
    pub findings: Json,
    /// Who inspected.
    pub member_id: Option<Uuid>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
