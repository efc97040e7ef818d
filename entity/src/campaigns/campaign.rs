//! A campaign.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use super::roster::Filter;
use crate::{kernel::Result, outreach::Questions};

/// What a campaign is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Cause {
    /// A screening (筛查).
    Screening,
    /// A flood or a storm (防汛).
    Flood,
    /// A census (普查).
    Census,
    /// A check of gas and electricity (燃气用电安全).
    Gas,
    /// Anything else.
    Other,
}

/// Whom it is to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Whom {
    /// Residents, one by one.
    People,
    /// Households.
    Households,
    /// Dwellings, whoever lives there.
    Dwellings,
    /// Shops of the ledger.
    Shops,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Stage {
    /// Prepared.
    Planned,
    /// Its roster is frozen, and people go.
    Running,
    /// Nobody was left out.
    Closed,
    /// Given up before it began.
    Dropped,
}

/// One campaign.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The call of the street that it answers.
    pub call_id: Option<Uuid>,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub cause: Cause,
    /// What whoever goes has to know.
    pub detail: String,
    /// Whom it is to reach.
    pub whom: Whom,
    /// Which of those: see [`Filter`].
    pub filter: Json,
    /// What is asked at each door: see [`Questions`].
    pub questions: Json,
    /// How far it is.
    pub stage: Stage,
    /// Who leads it.
    pub lead_id: Option<Uuid>,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub due_on: NaiveDate,
    /// When its roster was frozen.
    pub frozen_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl Model {
    /// Which of those whom it is for.
    pub fn filter(&self) -> Result<Filter> {
        Ok(serde_json::from_value(self.filter.clone())?)
    }

    /// What is asked at each door.
    pub fn questions(&self) -> Result<Questions> {
        Ok(serde_json::from_value(self.questions.clone())?)
    }
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
