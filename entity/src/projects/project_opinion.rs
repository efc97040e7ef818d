//! What people say of a project once it is done (回访).

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// What somebody said.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_opinion")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The project.
    pub project_id: Uuid,
    /// When they were asked.
    pub on_day: NaiveDate,
    /// How content they are, from 1 to 5.
    pub score: i64,
    /// What they said.
    pub note: String,
    /// Who asked them.
    pub actor: Json,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
