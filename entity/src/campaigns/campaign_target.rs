//! Somebody or something that a campaign is to reach.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::{Outcome, campaign_shift::Force};

/// One target. It never leaves the roster: whoever has died or moved is marked.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_target")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The campaign.
    pub campaign_id: Uuid,
    /// The resident.
    pub person_id: Option<Uuid>,
    /// The household.
    pub household_id: Option<Uuid>,
    /// The dwelling.
    pub dwelling_id: Option<Uuid>,
    /// The shop, as a row of its ledger.
    pub entry_id: Option<Uuid>,
    /// The grid that it was in when the roster was frozen.
    pub grid_id: Option<Uuid>,
    /// The building.
    pub building_id: Option<Uuid>,
    /// Its place on the way.
    pub place: i64,
    /// Sealed JSON: see [`roster::Label`](super::roster::Label).
    pub label: Vec<u8>,
    /// Whether it came to the roster after that was frozen.
    pub late: bool,
    /// Why nobody has to go there any more: `dead`, `moved_out`, `empty` or `ended`.
    pub gone: Option<String>,
    /// What holds of all that was found.
    pub outcome: Option<Outcome>,
    /// Whether nobody has to go there again.
    pub settled: bool,
    /// Whether two found different things.
    pub contested: bool,
    /// How often nobody was in.
    pub tries: i64,
    /// When to go again.
    pub retry_at: Option<DateTime<Utc>>,
    /// When that was found which holds.
    pub marked_at: Option<DateTime<Utc>>,
    /// Who found it.
    pub member_id: Option<Uuid>,
    /// Of which force they were.
    pub force: Option<Force>,
    /// Raised by whoever writes down what was found: the others wait.
    pub turn: i64,
    /// When it came to the roster.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
