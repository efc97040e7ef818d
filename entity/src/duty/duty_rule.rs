//! How duty goes round; without a row nobody has any.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// The decision.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "duty_rule")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The tenant again: there is one row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The [`Rule`](super::rules::rota::Rule).
    pub document: Json,
    /// When it was first decided.
    pub created_at: DateTime<Utc>,
    /// When it was decided last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
