//! What somebody brought up.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// By what way a matter came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Source {
    /// From a meeting (四会).
    Meeting,
    /// From a visit (探访).
    Visit,
    /// By phone (电话).
    Phone,
    /// From a chat group (微信群).
    Chat,
    /// At the desk (来访).
    WalkIn,
    /// From the residents' page (居民自助).
    Page,
    /// Seen by a grid worker (巡查发现).
    Patrol,
    /// From an answer when somebody was asked (五联五问).
    Interview,
    /// Handed down by the street (街道交办).
    Street,
}

/// How far a matter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
    /// Somebody deals with it (办理中).
    Open,
    /// Dealt with; its reporter has not been asked (待回访).
    Done,
    /// Closed (结案).
    Closed,
    /// Dealt with in another matter (已合并).
    Merged,
    /// Not dealt with, for a reason (不予办理).
    Declined,
}

/// A matter.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matter")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// By what its reporter asks for it: eight signs that nobody guesses.
    pub code: String,
    /// Its running number in the community.
    pub number: i64,
    /// What kind it is.
    pub kind_id: Uuid,
    /// By what way it came.
    pub source: Source,
    /// How far it is.
    pub stage: Stage,
    /// What it is, in a line.
    pub title: String,
    /// What was said of it.
    pub detail: String,
    /// Title and place as they are searched.
    pub search: String,
    /// Where.
    pub place: String,
    /// The building it is about.
    pub building_id: Option<Uuid>,
    /// The grid it is in.
    pub grid_id: Option<Uuid>,
    /// The resident who brought it up.
    pub person_id: Option<Uuid>,
    /// The visit at which it came up.
    pub visit_id: Option<Uuid>,
    /// The matter that it is dealt with in.
    pub merged_into: Option<Uuid>,
    /// Who brought it up, sealed: a [`Reporter`](super::intake::Reporter).
    pub reporter: Option<Vec<u8>>,
    /// By what their phone is found.
    pub phone_index: Option<Vec<u8>>,
    /// Whether it cannot wait.
    pub urgent: bool,
    /// How it was dealt with, as its reporter reads it.
    pub result: String,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// When it was dealt with.
    pub handled_at: Option<DateTime<Utc>>,
    /// Whether that was in time.
    pub on_time: Option<bool>,
    /// When its reporter was asked.
    pub called_back_at: Option<DateTime<Utc>>,
    /// Whether they say it is solved.
    pub solved: Option<bool>,
    /// How content they are, from 1 to 5.
    pub rating: Option<i64>,
    /// When to ask again whether it really is solved.
    pub recheck_on: Option<NaiveDate>,
    /// When somebody was told to.
    pub recheck_told_on: Option<NaiveDate>,
    /// How often it was taken up again.
    pub reopened: i64,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
