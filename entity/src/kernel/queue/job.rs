//! The row of a job.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// How far a job is. One that is done has no row any more: what it did is its record, and its payload is nobody's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum State {
    /// Waits until it is due.
    Ready,
    /// A worker has it until its lease ends.
    Running,
    /// Failed for good: waits for a human.
    Buried,
    /// Called off by a human.
    Cancelled,
}

/// One job.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    /// The tenant; nil for the platform's own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub community_id: Uuid,
    /// The job.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its [`Job::KIND`](super::Job::KIND).
    pub kind: String,
    /// What makes it the same as another; unique in the tenant and kind while it lives.
    pub key: String,
    /// The job itself.
    pub payload: Json,
    /// How far it is.
    pub state: State,
    /// Larger goes first.
    pub priority: i32,
    /// Not before.
    pub due_at: DateTime<Utc>,
    /// Asked for again while it was running: it runs once more.
    pub again: bool,
    /// Put off by its handler: asking for it again does not bring it forward.
    pub put_off: bool,
    /// Whose turn it is, while running; [`lease`](super::lease) says until when.
    pub lease_token: Option<Uuid>,
    /// How often its handler failed.
    pub attempts: i32,
    /// How many processes are thought to have died of it: one when a worker vanished with it among others, one when a process
    /// of suspects did, then each one that died with nothing else to do.
    pub crashes: i32,
    /// How many failures are allowed.
    pub max_attempts: i32,
    /// What went wrong last; no personal data.
    pub last_error: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was buried or called off.
    pub finished_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
crate::owned!(Entity);
