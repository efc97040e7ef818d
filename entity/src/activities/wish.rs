//! What somebody asks for that is not on the menu.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// What became of a wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It waits for an answer.
    Open,
    /// It is planned.
    Planned,
    /// It cannot be.
    Declined,
}

/// One wish.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wish")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What is asked for.
    pub title: String,
    /// More of it.
    pub words: String,
    /// What became of it.
    pub state: State,
    /// What the office says.
    pub answer: String,
    /// The activity that came of it.
    pub activity_id: Option<Uuid>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
