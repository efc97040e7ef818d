//! What happened to an attendee: rows that are only added.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use super::attendee::State;

/// One step.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance_step")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The attendee.
    pub attendee_id: Uuid,
    /// When it was written down.
    pub at: DateTime<Utc>,
    /// What: `sign_up`, `promote`, `consent`, `lapse`, `cancel`, `check_in`, `check_out`, `tick`, `miss`, `close` or `gone`.
    pub event: String,
    /// What they are by it.
    pub state: State,
    /// The member who did it; none for the system.
    pub by_id: Option<Uuid>,
    /// What the phone called its upload: the same one counts once.
    pub nonce: Option<String>,
    /// When it happened, as far as that is told and possible; else when it was written down.
    pub happened_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
