//! A bought-in organisation (社会机构) that runs activities and rooms.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One provider.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// The member who speaks for it here.
    pub member_id: Option<Uuid>,
    /// Whom to call: sealed JSON, see [`Contact`](crate::partners::units::Contact).
    pub contact: Vec<u8>,
    /// What else is to be known.
    pub note: String,
    /// Whether it works here.
    pub active: bool,
    /// Raised with each change.
    pub revision: i64,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
