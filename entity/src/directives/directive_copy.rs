//! A community's copy of what its street hands down, with what it answers.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use super::Kind;

/// How far a community is with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Sent, and not acknowledged.
    Sent,
    /// Acknowledged (已签收): the end of a notice.
    Acknowledged,
    /// Reported as done (已反馈).
    Reported,
    /// The street wants more (退回).
    Returned,
    /// The street agrees (已办结).
    Accepted,
    /// The street took it back.
    Withdrawn,
}

/// One copy.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "directive_copy")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The street's row.
    pub directive_id: Uuid,
    /// What is asked for.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// What is to be known or done.
    pub body: String,
    /// The day by which a task is to be done.
    pub due_on: Option<NaiveDate>,
    /// How far it is.
    pub state: State,
    /// What the community reports, for the street to read.
    pub answer: String,
    /// What the street says to that.
    pub remark: String,
    /// When it was acknowledged first.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// Who acknowledged it.
    pub acknowledged_by_id: Option<Uuid>,
    /// When it was reported as done last.
    pub reported_at: Option<DateTime<Utc>>,
    /// When the street agreed.
    pub accepted_at: Option<DateTime<Utc>>,
    /// The matter that it was taken on as.
    pub matter_id: Option<Uuid>,
    /// The day on which somebody was reminded of it last.
    pub told_on: Option<NaiveDate>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
