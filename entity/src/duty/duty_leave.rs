//! Who is away.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// How far a leave is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Asked for.
    Asked,
    /// Given.
    Approved,
    /// Not given.
    Refused,
    /// Not wanted any more.
    Withdrawn,
}

/// A leave.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_leave")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who.
    pub member_id: Uuid,
    /// The first day.
    pub from_day: NaiveDate,
    /// The last day.
    pub until_day: NaiveDate,
    /// Why.
    pub reason: String,
    /// How far it is.
    pub state: State,
    /// Who decided.
    pub decided_by: Option<Json>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
