//! A form that a street asks its communities for. A row of the street; communities see their fillings.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::{Every, rules::Layout};
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
    /// How often it is wanted.
    pub every: Every,
    /// On which workday after the period it is due.
    pub workday: i64,
    /// Its columns and whom it is about.
    pub layout: Json,
    /// Raised with each change.
    pub version: i64,
    /// Since when it is not wanted any more.
    pub ended_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl Model {
    /// Its columns and whom it is about.
    pub fn design(&self) -> Result<Layout> {
        Ok(serde_json::from_value(self.layout.clone())?)
    }
}

impl ActiveModelBehavior for ActiveModel {}
