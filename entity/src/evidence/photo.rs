//! A photo: re-encoded, without what the camera wrote into it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// What it shows in the course of things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Moment {
    /// How it was found (整改前).
    Before,
    /// On the way.
    During,
    /// How it was left (整改后).
    After,
}

/// One photo; its id is that of the stored file.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "photo")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The photo, and its file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The visit that it is of.
    pub visit_id: Option<Uuid>,
    /// The project that it is of.
    pub project_id: Option<Uuid>,
    /// The matter that it is of.
    pub matter_id: Option<Uuid>,
    /// The finding that it is of.
    pub finding_id: Option<Uuid>,
    /// The call of a whistle that it is proof of.
    pub call_id: Option<Uuid>,
    /// The activity that it is of.
    pub activity_id: Option<Uuid>,
    /// The deliverable that it is proof of.
    pub deliverable_id: Option<Uuid>,
    /// The reported hours that it is proof of.
    pub claim_id: Option<Uuid>,
    /// The session of party life that it is of.
    pub session_id: Option<Uuid>,
    /// The article that it is the cover of.
    pub article_id: Option<Uuid>,
    /// The joint activity that it is of.
    pub joint_id: Option<Uuid>,
    /// The publicity event that it is of.
    pub publicity_id: Option<Uuid>,
    /// What was found at a door, which it shows.
    pub mark_id: Option<Uuid>,
    /// The reward that it is of.
    pub reward_id: Option<Uuid>,
    /// What it shows.
    pub moment: Moment,
    /// The file of its thumbnail.
    pub thumbnail_id: Uuid,
    /// Its width in pixels.
    pub width: i32,
    /// Its height in pixels.
    pub height: i32,
    /// Who added it.
    pub actor: Json,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
