//! An entry of the three lists (三清单): what a unit can give, what is needed, what is to be done together.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum List {
    /// What a unit can give (资源清单).
    Resource,
    /// What is needed (需求清单).
    Need,
    /// What is to be done together (项目清单).
    Project,
}

/// How far an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Nobody has claimed it.
    Open,
    /// Somebody does it (已认领).
    Claimed,
    /// It was done.
    Done,
    /// It was taken back.
    Withdrawn,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Claimed, Self::Done, Self::Withdrawn];
}

/// One entry.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "partner_offer")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Which list it is on.
    pub list: List,
    /// What it is.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// Whose it is; the community's own without one.
    pub unit_id: Option<Uuid>,
    /// How far it is.
    pub state: State,
    /// Who claimed it; the community itself without one.
    pub claimed_by: Option<Uuid>,
    /// When it was claimed.
    pub claimed_at: Option<DateTime<Utc>>,
    /// When it was done.
    pub done_at: Option<DateTime<Utc>>,
    /// What came of it.
    pub result: String,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
