//! A questionnaire: which party is asked; the questions are in its versions.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::party::Party;

/// One questionnaire.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "questionnaire")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who is asked.
    pub party: Party,
    /// What it is called; no two are called alike.
    pub title: String,
    /// The number of the version that is asked.
    pub version: i64,
    /// Whether it is still asked.
    pub active: bool,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
