//! What an expert is asked, and the advice that came of it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// The expert was asked.
    Asked,
    /// They said that they will.
    Accepted,
    /// They said that they cannot, and why.
    Declined,
    /// They gave advice.
    Advised,
    /// The community thanked them and said what it was worth.
    Thanked,
    /// The community does not need it any more.
    Withdrawn,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Asked, Self::Accepted, Self::Declined, Self::Advised, Self::Thanked, Self::Withdrawn];
}

/// One request.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "expert_request")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who is asked.
    pub expert_id: Uuid,
    /// The matter that it is about.
    pub matter_id: Option<Uuid>,
    /// Who asked.
    pub asked_by: Option<Uuid>,
    /// What it is about, in a line.
    pub title: String,
    /// What is asked.
    pub question: String,
    /// How far it is.
    pub state: State,
    /// When the expert said whether they will.
    pub answered_at: Option<DateTime<Utc>>,
    /// When they gave advice.
    pub advised_at: Option<DateTime<Utc>>,
    /// The advice; of a request that was declined or withdrawn, why.
    pub advice: String,
    /// What it was worth, from 1 to 5.
    pub rating: Option<i64>,
    /// What the community said to it.
    pub thanks: String,
    /// Raised with each change.
    pub revision: i64,
    /// When the expert was asked.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
