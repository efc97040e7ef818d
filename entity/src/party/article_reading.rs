//! That somebody read an article: counted once a reader and day, and nobody knows who.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// One reading.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article_reading")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The article.
    pub article_id: Uuid,
    /// The day.
    pub on_day: NaiveDate,
    /// A trace of the random name that the reader's browser has for that day.
    pub reader: Vec<u8>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
