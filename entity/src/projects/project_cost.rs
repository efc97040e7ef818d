//! What was paid for a project: only added to. A mistake is put right by a line with the opposite amount.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// A payment.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_cost")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The project.
    pub project_id: Uuid,
    /// When it was paid.
    pub on_day: NaiveDate,
    /// For what.
    pub purpose: String,
    /// To whom; empty where nobody is named.
    pub payee: String,
    /// How much, in fen (分); less than nothing takes back.
    pub amount: i64,
    /// Who wrote it down.
    pub actor: Json,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
