//! How often a party is to be asked.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use super::{
    party::Party,
    rules::{Every, Per},
};

/// The plan of one party.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outreach_plan")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who is asked; each party has one plan at most.
    pub party: Party,
    /// What they are asked.
    pub questionnaire_id: Uuid,
    /// Within which time.
    pub every: Every,
    /// For whom the number is.
    pub per: Per,
    /// How many interviews there are to be.
    pub wanted: i64,
    /// When those who are behind were told last.
    pub told_on: Option<NaiveDate>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
