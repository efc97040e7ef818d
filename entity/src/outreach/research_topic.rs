//! A research topic (课题攻坚): a question that somebody follows until there is a report.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Somebody works on it (攻坚中).
    Open,
    /// There is a report (结题).
    Closed,
    /// Given up (终止).
    Dropped,
}

/// One topic.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "research_topic")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is called; no two are called alike.
    pub title: String,
    /// What is to be found out.
    pub question: String,
    /// Who answers for it.
    pub owner_id: Option<Uuid>,
    /// How far it is.
    pub state: State,
    /// When it begins.
    pub starts_on: Option<NaiveDate>,
    /// When the report is due.
    pub due_on: Option<NaiveDate>,
    /// What has to be reached on the way: see [`topics::Milestone`](super::topics::Milestone).
    pub milestones: Json,
    /// What was found so far.
    pub findings: String,
    /// The closing report.
    pub report: String,
    /// When it was closed or given up.
    pub closed_on: Option<NaiveDate>,
    /// When its owner was reminded of its end last.
    pub told_on: Option<NaiveDate>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
