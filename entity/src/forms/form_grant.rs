//! That a street may look at the rows of a filling, and until when: the community's administrator says so.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// One grant.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_grant")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The filling.
    pub filling_id: Uuid,
    /// What for.
    pub reason: String,
    /// The last day on which it holds.
    pub until_on: NaiveDate,
    /// Who gave it.
    pub granted_by_id: Option<Uuid>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
    /// How often the street has looked.
    pub looks: i64,
    /// When it was given.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
