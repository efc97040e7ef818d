//! A unit that is invited to a joint activity: what it promised to bring, and what it brought.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// It was asked.
    Invited,
    /// It said that it takes part, and with what.
    Accepted,
    /// It said that it cannot, and why.
    Declined,
    /// It took part.
    TookPart,
    /// It did not come.
    Absent,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Invited, Self::Accepted, Self::Declined, Self::TookPart, Self::Absent];
}

/// One invitation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "joint_invitation")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The activity.
    pub activity_id: Uuid,
    /// Who is invited.
    pub unit_id: Uuid,
    /// How far it is.
    pub state: State,
    /// When it accepted; not if it declined after that.
    pub accepted_at: Option<DateTime<Utc>>,
    /// What it promised, see [`Contribution`](super::joint_rules::Contribution).
    pub pledged: Option<Json>,
    /// What it brought, as it really was.
    pub brought: Option<Json>,
    /// Why it declines, or what else it says.
    pub note: String,
    /// Raised with each change.
    pub revision: i64,
    /// When it was invited.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
