//! A row of a ledger.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// One row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entry")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The ledger.
    pub ledger_id: Uuid,
    /// What it is listed by.
    pub title: String,
    /// What the search looks at: no sensitive value is in it.
    pub search: String,
    /// The values of columns that are not sensitive, by the columns' codes.
    pub open_values: Json,
    /// The others, sealed together.
    pub sealed_values: Option<Vec<u8>>,
    /// How often it was changed; whoever changes it says which one they saw.
    pub revision: i64,
    /// Where it is from: `entry`, `ledger` or `demo`.
    pub source: String,
    /// The building in which it is, if that is known: its grid is the row's.
    pub building_id: Option<Uuid>,
    /// Else the grid.
    pub grid_id: Option<Uuid>,
    /// Else the resident: the row is where they live.
    pub person_id: Option<Uuid>,
    /// The last day on which it holds.
    pub valid_until: Option<NaiveDate>,
    /// When somebody was last reminded of that.
    pub expiry_told_on: Option<NaiveDate>,
    /// When it was last inspected.
    pub inspected_on: Option<NaiveDate>,
    /// The last day for the next inspection.
    pub inspect_by: Option<NaiveDate>,
    /// When somebody was last reminded of that.
    pub inspection_told_on: Option<NaiveDate>,
    /// How many findings are not put right yet.
    pub open_findings: i64,
    /// Since when it does not hold any more.
    pub ended_on: Option<NaiveDate>,
    /// Why.
    pub ended_reason: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
