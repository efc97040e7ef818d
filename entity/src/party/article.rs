//! An article of the column (初心静听).

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How far an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Being written.
    Draft,
    /// Handed in, to be looked over by somebody else.
    Review,
    /// Approved, and out at its time.
    Scheduled,
    /// Out.
    Published,
    /// Was out, and is taken back.
    Withdrawn,
}

/// One article.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// By whom it is.
    pub author: String,
    /// Its paragraphs.
    pub body: String,
    /// Where it can be listened to.
    pub audio_url: Option<String>,
    /// How far it is.
    pub state: State,
    /// What the reviewer said of it.
    pub note: String,
    /// Who wrote it down here.
    pub writer_id: Option<Uuid>,
    /// Who looked it over.
    pub reviewer_id: Option<Uuid>,
    /// When it is to be out.
    pub publish_at: Option<DateTime<Utc>>,
    /// When it was.
    pub published_at: Option<DateTime<Utc>>,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
