//! A photo of a visit: re-encoded, without what the camera wrote into it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One photo; its id is that of the stored file.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_photo")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The photo, and its file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The visit.
    pub visit_id: Uuid,
    /// The file of its thumbnail.
    pub thumbnail_id: Uuid,
    /// Its width in pixels.
    pub width: i32,
    /// Its height in pixels.
    pub height: i32,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
