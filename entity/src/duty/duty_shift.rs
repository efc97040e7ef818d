//! Who has duty on which day.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// Where somebody is on duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Post {
    /// Out among people (A岗).
    A,
    /// At the desk (B岗).
    B,
}

/// Why somebody has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Origin {
    /// By the rule.
    Rule,
    /// Somebody put them there.
    Named,
    /// They changed with somebody.
    Swap,
}

/// One member's duty on one day.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_shift")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The local day.
    pub on_day: NaiveDate,
    /// Where.
    pub post: Post,
    /// Who.
    pub member_id: Uuid,
    /// Why they have it.
    pub origin: Origin,
    /// What they leave to whoever comes next (交接).
    pub note: String,
    /// When they wrote that.
    pub noted_at: Option<DateTime<Utc>>,
    /// When it was planned.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
