//! A form that a street asks its communities for. A row of the street; communities see their fillings.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::design::Design;
use crate::kernel::Result;

/// One form.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The street.
    pub street_id: Uuid,
    /// What it is called.
    pub title: String,
    /// What is being designed, and what was issued.
    pub design: Json,
    /// The version that holds; 0 before the first is issued.
    pub version: i64,
    /// Raised with each change.
    pub revision: i64,
    /// Since when it is not wanted any more.
    pub ended_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl Model {
    /// What is being designed, and what was issued.
    pub fn design(&self) -> Result<Design> {
        Ok(serde_json::from_value(self.design.clone())?)
    }
}

impl ActiveModelBehavior for ActiveModel {}
