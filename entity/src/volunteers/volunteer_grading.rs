//! The grading of a year (星级评定).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// Which hours count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Basis {
    /// All up to the end of the year.
    Total,
    /// Those of the year.
    Year,
}

/// How far a grading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
    /// Computed, and only the office sees it.
    Proposed,
    /// Shown for objection (公示).
    Published,
    /// The time for objections is over.
    Closed,
    /// The stars are given.
    Awarded,
}

/// One year.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "volunteer_grading")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The year.
    pub year: i32,
    /// Which hours count.
    pub basis: Basis,
    /// How many hours make one star, two, up to five.
    pub thresholds: Json,
    /// How far it is.
    pub stage: Stage,
    /// The last day for objections.
    pub until: Option<NaiveDate>,
    /// When the stars were given.
    pub awarded_at: Option<DateTime<Utc>>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl Model {
    /// How many hours make one star, two, up to five.
    pub fn thresholds(&self) -> crate::kernel::Result<Vec<i64>> {
        Ok(serde_json::from_value(self.thresholds.clone())?)
    }
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
