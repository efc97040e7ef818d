//! The kinds of matters that a community knows, and how much time there is for each.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{assignment::Terms, kernel::Result};

/// A kind.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "matter_kind")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// How much time there is: a [`Terms`].
    pub terms: Json,
    /// Whether it is not chosen any more.
    pub retired: bool,
    /// Its place in lists.
    pub position: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);

impl Model {
    /// How much time there is.
    pub fn terms(&self) -> Result<Terms> {
        Ok(serde_json::from_value(self.terms.clone())?)
    }
}
