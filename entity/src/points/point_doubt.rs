//! Points that are held back until the office has looked at what they are for.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// What became of the doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Nobody has decided.
    Open,
    /// It was right: the points were given.
    Released,
    /// It was not.
    Refused,
}

/// One doubt.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "point_doubt")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose points.
    pub account_id: Uuid,
    /// For which service.
    pub service: String,
    /// What they are for.
    pub source: String,
    /// How many.
    pub points: i64,
    /// The day on which they were earned.
    pub day: NaiveDate,
    /// What is odd: a list of words, see [`Oddity`](super::rules::doubt::Oddity).
    pub why: Json,
    /// What phones saw of it: see [`Whereabouts`](super::rules::whereabouts::Whereabouts). No place is in it.
    pub seen: Json,
    /// What became of it.
    pub state: State,
    /// What the office says.
    pub note: String,
    /// Who decided.
    pub decided_by_id: Option<Uuid>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// When it arose.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
