//! An inspection campaign (专项整治行动): for some weeks some kinds of trouble in some places are what counts.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
    /// Its first day is still to come.
    Planned,
    /// It runs.
    Running,
    /// Its last day is over, and its summary is wanted.
    Ended,
    /// It is summed up, its figures stay.
    Closed,
    /// It was called off.
    Cancelled,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Planned, Self::Running, Self::Ended, Self::Closed, Self::Cancelled];
}

/// One campaign.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "patrol_campaign")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What is to be reached.
    pub goal: String,
    /// The first day.
    pub from_day: NaiveDate,
    /// The last day.
    pub until_day: NaiveDate,
    /// The words of the kinds of trouble that count; all without any.
    pub kinds: Json,
    /// Whether its points are looked at more often while it runs.
    pub denser: bool,
    /// Who is responsible.
    pub lead_id: Option<Uuid>,
    /// How far it is.
    pub stage: Stage,
    /// The day on which it was summed up.
    pub closed_on: Option<NaiveDate>,
    /// What came of it; why it was called off.
    pub summary: String,
    /// What its figures were when it was summed up, see [`Line`](super::campaign_figures::Line).
    pub closing: Option<Json>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
