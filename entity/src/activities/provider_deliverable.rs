//! What a provider owes by a contract.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// How far a deliverable is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It is owed.
    Due,
    /// It is handed over, with proof.
    Delivered,
    /// It was found good.
    Accepted,
    /// It was not, and is owed again.
    Returned,
}

/// One deliverable.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_deliverable")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The contract.
    pub contract_id: Uuid,
    /// What it is.
    pub name: String,
    /// By when.
    pub due_on: NaiveDate,
    /// How far it is.
    pub state: State,
    /// What was said of it last.
    pub note: String,
    /// When it was handed over.
    pub delivered_at: Option<DateTime<Utc>>,
    /// When it was found good.
    pub accepted_at: Option<DateTime<Utc>>,
    /// The day on which somebody was reminded of it last.
    pub told_on: Option<NaiveDate>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
