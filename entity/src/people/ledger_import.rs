//! A ledger that somebody sent in.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Read, waits for somebody to confirm the columns.
    Previewed,
    /// The worker is at it.
    Running,
    /// Done.
    Done,
    /// It could not be done.
    Failed,
}

/// One import.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_import")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The sealed file.
    pub file_id: Uuid,
    /// What it was called.
    pub file_name: String,
    /// How far it is.
    pub state: State,
    /// What its header row looks like; files of one form have the same.
    pub header_key: String,
    /// What was found in it: see [`Preview`](super::ledger::Preview).
    pub preview: Json,
    /// Which column is which field.
    pub mapping: Option<Json>,
    /// How many rows it has.
    pub total: i64,
    /// How many of them are dealt with.
    pub reached: i64,
    /// How many were taken.
    pub good: i64,
    /// How many were refused.
    pub bad: i64,
    /// How many were there already.
    pub skipped: i64,
    /// The code of what went wrong with the whole.
    pub failure: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
    /// When it was done.
    pub finished_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
