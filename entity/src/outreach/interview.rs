//! An interview: who was asked, by whom, what they said.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use super::party::Party;

/// By what way they were asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Way {
    /// At theirs (上门).
    Visit,
    /// By phone (电话).
    Phone,
    /// Where people come together (座谈).
    Meeting,
}

/// One interview.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "interview")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who was asked.
    pub party: Party,
    /// By which questionnaire.
    pub questionnaire_id: Uuid,
    /// Which of its versions.
    pub version: i64,
    /// The resident, if the community knows them.
    pub person_id: Option<Uuid>,
    /// The unit, if it is kept.
    pub unit_id: Option<Uuid>,
    /// The grid that it counts for.
    pub grid_id: Option<Uuid>,
    /// When.
    pub on_day: NaiveDate,
    /// By what way.
    pub way: Way,
    /// Who asked; somebody who is no member any more stays named.
    pub member_id: Option<Uuid>,
    /// Sealed JSON: see [`interviews::Said`](super::interviews::Said).
    pub said: Vec<u8>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
