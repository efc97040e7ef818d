//! A volunteer (志愿者): a resident or a member who asked to be one, or whom the office registered.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use super::Time;
use crate::{enrolment::Who, kernel::Result};

/// How a volunteer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Asked to be one, and waits for the office.
    Applied,
    /// Is one.
    Active,
    /// Was not taken, and may ask again.
    Declined,
    /// Is one no more, and may ask again.
    Left,
    /// Turned out to be somebody who is registered already; kept because of what the ledger wrote down for them.
    Merged,
}

/// One volunteer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "volunteer")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The resident, or
    pub person_id: Option<Uuid>,
    /// the member who is not known as a resident.
    pub member_id: Option<Uuid>,
    /// How they stand.
    pub state: State,
    /// What they can do, in their own words.
    pub words: String,
    /// When they are free: a list of [`Time`](super::Time).
    pub times: Json,
    /// The team they would like to be in.
    pub wished_team_id: Option<Uuid>,
    /// Why they were declined, or left.
    pub reason: String,
    /// When they asked.
    pub applied_at: DateTime<Utc>,
    /// When the office answered.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who did.
    pub decided_by: Option<Uuid>,
    /// The day on which the office was reminded that they wait.
    pub reminded_on: Option<NaiveDate>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl Model {
    /// Who it is.
    pub fn who(&self) -> Option<Who> {
        self.person_id.map(Who::Person).or(self.member_id.map(Who::Member))
    }

    /// When they are free.
    pub fn times(&self) -> Result<Vec<Time>> {
        Ok(serde_json::from_value(self.times.clone())?)
    }
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
