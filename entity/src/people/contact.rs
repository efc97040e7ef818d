//! Whom to call about a resident.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One contact.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The resident.
    pub person_id: Uuid,
    /// The name.
    pub name: String,
    /// What they are to the resident, such as 女儿.
    pub relation: String,
    /// The phone number, sealed.
    pub phone: Option<Vec<u8>>,
    /// Whether they are the guardian (监护人).
    pub guardian: bool,
    /// Who is called first.
    pub position: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
