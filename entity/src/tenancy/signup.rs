//! A community that wants to join.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How far a sign-up is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Nobody has opened the link in the mail yet.
    Unproven,
    /// The street is to decide.
    Pending,
    /// The community has joined.
    Approved,
    /// The street said no.
    Refused,
}

impl State {
    /// The state as one word, as it travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unproven => "unproven",
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }
}

impl std::str::FromStr for State {
    type Err = crate::kernel::Failure;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        [Self::Unproven, Self::Pending, Self::Approved, Self::Refused]
            .into_iter()
            .find(|state| state.word() == word)
            .ok_or_else(|| Self::Err::invalid_field("state", "tenancy.signup_state_unknown"))
    }
}

/// One sign-up.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signup")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The street that decides.
    pub street_id: Uuid,
    /// The community's division code.
    pub code: String,
    /// What the community is called.
    pub community_name: String,
    /// Who asks, and will be its first administrator.
    pub contact_name: String,
    /// Where they are reached, in lower case.
    pub contact_email: String,
    /// Their phone, sealed with the platform's key.
    pub contact_phone: Option<Vec<u8>>,
    /// What they say.
    pub note: Option<String>,
    /// How far it is.
    pub state: State,
    /// Why the street refused.
    pub reason: Option<String>,
    /// When the address was proven.
    pub proven_at: Option<DateTime<Utc>>,
    /// When the street decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// The account that decided.
    pub decided_by: Option<Uuid>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
