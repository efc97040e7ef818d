//! A street office (街道).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

pub use super::standing::State;

/// One street.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "street")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its division code, 9 digits.
    pub code: String,
    /// Its official name.
    pub name: String,
    /// Whether it works.
    pub state: State,
    /// Since when it is suspended.
    pub suspended_at: Option<DateTime<Utc>>,
    /// Why it is.
    pub suspended_reason: Option<String>,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
