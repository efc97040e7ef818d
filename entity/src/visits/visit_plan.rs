//! What is owed to a person, as the policy has it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One duty towards one person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_plan")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// To whom.
    pub person_id: Uuid,
    /// The duty as text, such as `week.home`; unique for the person.
    pub rule: String,
    /// `home`, `phone` or `video`.
    pub kind: String,
    /// `day`, `week`, `month` or `quarter`.
    pub every: String,
    /// A visitor of the person's own (一对一), instead of the grid's worker.
    pub visitor_id: Option<Uuid>,
    /// Whether the policy still asks for it.
    pub active: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
