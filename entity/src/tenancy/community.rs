//! A community (社区): a tenant.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::kernel::{Language, Result, Tx};

pub use super::standing::State;

/// One community.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "community")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its division code, 12 digits.
    pub code: String,
    /// The street that reads its aggregates.
    pub street_id: Uuid,
    /// Its name.
    pub name: String,
    /// Whether it works.
    pub state: State,
    /// Since when it is suspended.
    pub suspended_at: Option<DateTime<Utc>>,
    /// Why it is.
    pub suspended_reason: Option<String>,
    /// Its IANA time zone.
    pub zone: String,
    /// Its language.
    pub locale: String,
    /// Its own choices.
    pub settings: Json,
    /// When it joined.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The language that it is written to in.
    pub fn language(&self) -> Language {
        self.locale.parse().unwrap_or_default()
    }
}

/// The community of `tx`, as the door has just read it, or else read now.
pub(crate) async fn own(tx: &Tx) -> Result<Arc<Model>> {
    match tx.known::<Model>() {
        Some(known) => Ok(known),
        None => tx.get::<Entity>(tx.community()).await.map(Arc::new),
    }
}

/// A community is a tenant itself: of this table it has its own row.
impl crate::kernel::Owned for Entity {
    fn community() -> Column {
        Column::Id
    }
    fn id() -> Column {
        Column::Id
    }
}
