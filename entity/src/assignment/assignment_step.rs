//! What was done with an assignment: only added to. It explains where the assignment stands.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One act.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment_step")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The step.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The assignment.
    pub assignment_id: Uuid,
    /// Its place in the history, from 1.
    pub place: i64,
    /// What was done: an [`Act`](super::Act).
    pub act: Json,
    /// Why, or how.
    pub note: String,
    /// Who did it.
    pub actor: Json,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
