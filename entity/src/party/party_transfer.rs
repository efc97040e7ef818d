//! How a party member came, went from branch to branch, and left.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

/// One transfer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party_transfer")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The party member.
    pub party_member_id: Uuid,
    /// From which branch; none for whoever comes from elsewhere.
    pub from_id: Option<Uuid>,
    /// To which branch; none for whoever moves out.
    pub to_id: Option<Uuid>,
    /// On which day.
    pub on_day: NaiveDate,
    /// Why.
    pub reason: String,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
