//! A street office (街道).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

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
    /// `active` or `suspended`.
    pub state: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
