//! Something that is not as it should be, until it is put right and stays so.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use super::patrol_trouble::Kind;

/// How far a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// To be put right (待整改).
    Open,
    /// Put right, and watched (观察期).
    Cooling,
    /// It stayed away (已销号).
    Solved,
    /// It came back while it was watched (回潮).
    Returned,
    /// It need not be put right.
    CalledOff,
}

/// A finding.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "patrol_finding")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What came up, or came up again.
    pub trouble_id: Uuid,
    /// Where.
    pub point_id: Uuid,
    /// The grid it is in.
    pub grid_id: Option<Uuid>,
    /// The look at which it was found.
    pub check_id: Option<Uuid>,
    /// Who found it.
    pub finder_id: Option<Uuid>,
    /// Its number in the community.
    pub number: i64,
    /// The kind.
    pub kind: Kind,
    /// What was seen.
    pub detail: String,
    /// How far it is.
    pub state: State,
    /// When it was found.
    pub found_at: DateTime<Utc>,
    /// When it was put right.
    pub rectified_at: Option<DateTime<Utc>>,
    /// Whether that was in time.
    pub on_time: Option<bool>,
    /// Until when it is watched.
    pub cool_until: Option<NaiveDate>,
    /// After how many days it came back; none if it had never been there, or long ago.
    pub return_days: Option<i64>,
    /// How it was put right.
    pub result: String,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
