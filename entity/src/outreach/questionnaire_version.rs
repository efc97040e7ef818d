//! The questions of a questionnaire, as they were decided at some time.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One version.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "questionnaire_version")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The questionnaire.
    pub questionnaire_id: Uuid,
    /// Its number, from 1.
    pub version: i64,
    /// See [`Questions`](super::questions::Questions).
    pub questions: Json,
    /// Who decided.
    pub actor: Json,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
