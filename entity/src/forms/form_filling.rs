//! What a community hands in for one period.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use super::{layout::Layout, rules::Totals, tables::Table};
use crate::kernel::Result;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Filled from what is known, being corrected.
    Draft,
    /// Looked over, and to be signed.
    Checked,
    /// Signed and handed in.
    Submitted,
    /// The street wants something else.
    Returned,
    /// The street has taken it: nothing changes any more.
    Accepted,
}

/// One filling.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_filling")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The form: the street's, or the community's own.
    pub form_id: Uuid,
    /// The same again, if it is the community's own.
    pub own_form_id: Option<Uuid>,
    /// What it was called.
    pub title: String,
    /// Its columns as they were.
    pub layout: Json,
    /// Which version of the form that was.
    pub version: i64,
    /// The first day of the period.
    pub from_on: NaiveDate,
    /// Its last day.
    pub to_on: NaiveDate,
    /// The day by which it is due.
    pub due_on: NaiveDate,
    /// The first is 1; each correction of what was accepted is one more.
    pub edition: i64,
    /// How far it is.
    pub state: State,
    /// The instant of which it says what was known.
    pub as_of: DateTime<Utc>,
    /// How many rows, cells and changes.
    pub totals: Json,
    /// Its rows, counted by what the form says.
    pub summary: Json,
    /// What the street says.
    pub remark: String,
    /// What was signed, as a hash; empty before.
    pub hash: String,
    /// Raised with each change.
    pub revision: i64,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// When it was handed in last.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Who signed it.
    pub submitted_by_id: Option<Uuid>,
    /// When the street took it.
    pub accepted_at: Option<DateTime<Utc>>,
}

impl Model {
    /// What it is made of.
    pub fn design(&self) -> Result<Layout> {
        Ok(serde_json::from_value(self.layout.clone())?)
    }

    /// How many rows, cells and changes.
    pub fn counted(&self) -> Result<Totals> {
        Ok(serde_json::from_value(self.totals.clone())?)
    }

    /// Whether the community made the form for itself.
    pub fn is_own(&self) -> bool {
        self.own_form_id.is_some()
    }

    /// Its rows, counted by what the form says.
    pub fn table(&self) -> Result<Table> {
        Ok(serde_json::from_value(self.summary.clone())?)
    }
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
