//! The course of a project: only added to.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::project::Stage;

/// One step.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project_step")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The project.
    pub project_id: Uuid,
    /// Its place in the course, from 1.
    pub place: i64,
    /// The stage it led to.
    pub stage: Stage,
    /// Why, or what was found.
    pub note: String,
    /// Who did it.
    pub actor: Json,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
