//! What the desk still has to tell somebody on the phone, because no message reaches them.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::notices::News;

/// One call to make.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "phone_notice")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who is to be told, by their place on a roll.
    pub attendee_id: Uuid,
    /// What.
    pub news: News,
    /// Of which time and place: told of another one they are told again.
    pub about: String,
    /// What was said on the phone.
    pub note: String,
    /// The member who told them.
    pub done_by: Option<Uuid>,
    /// When.
    pub done_at: Option<DateTime<Utc>>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
