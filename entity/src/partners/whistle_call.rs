//! One unit that a whistle calls, with its two clocks: to answer, and to arrive (报到).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It was called.
    Called,
    /// It said that it comes.
    Answered,
    /// It is there.
    Arrived,
    /// It said that it cannot come, and why.
    Declined,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Called, Self::Answered, Self::Arrived, Self::Declined];
}

/// One call.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "whistle_call")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The whistle.
    pub whistle_id: Uuid,
    /// Who is called.
    pub unit_id: Uuid,
    /// How far it is.
    pub state: State,
    /// By when it is to answer.
    pub answer_by: DateTime<Utc>,
    /// When it answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// When the office was told that it had not answered.
    pub silent_at: Option<DateTime<Utc>>,
    /// By when it is to be there.
    pub arrive_by: DateTime<Utc>,
    /// When it was there.
    pub arrived_at: Option<DateTime<Utc>>,
    /// When it should have been there and was not.
    pub missed_at: Option<DateTime<Utc>>,
    /// Where it was then, as a phone told: `{"latitude", "longitude"}` in degrees (WGS 84).
    pub position: Option<Json>,
    /// What it says.
    pub note: String,
    /// When it signed what was done.
    pub signed_at: Option<DateTime<Utc>>,
    /// What the community says of the unit, from 1 to 5.
    pub rating_of_unit: Option<i64>,
    /// What the unit says of the community, from 1 to 5.
    pub rating_by_unit: Option<i64>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was called.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
