//! A tenant's own times: rows, not cron jobs in memory.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// Something that a community has done at its own times.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "schedule")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The schedule.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The kind of job that it asks for; unique in the tenant.
    pub kind: String,
    /// When, such as `08:00 workdays`, `Mon 07:30`, `Mon 07:30 workdays` or five cron fields.
    pub rule: String,
    /// The IANA zone in which the rule is read.
    pub zone: String,
    /// The next firing; none while it is paused.
    pub next_at: Option<DateTime<Utc>>,
    /// The last firing.
    pub last_at: Option<DateTime<Utc>>,
    /// What happens to firings that were missed: `skip`, `once`, `all` or `all 7`.
    pub misfire: String,
    /// Switched off by an administrator.
    pub paused: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
