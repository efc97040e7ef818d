//! A try at which nobody was met.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One try.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_attempt")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The visit.
    pub visit_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// The member who tried.
    pub by: Option<Uuid>,
    /// `no_answer`.
    pub result: String,
    /// What was seen or heard.
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
