//! A household (户): people who live together.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// Whether anybody of a household is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Somebody belongs to it.
    Active,
    /// Everybody has moved out or died.
    Empty,
}

/// One household.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Where it lives.
    pub dwelling_id: Uuid,
    /// What it is called: usually the name of its head (户主).
    pub name: String,
    /// Whether anybody of it is left.
    pub state: State,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
