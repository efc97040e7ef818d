//! What the worker does about ledgers.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Takes the rows of a file whose columns have been confirmed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportRows {
    /// The import.
    pub import: Uuid,
}

impl Job for ImportRows {
    const KIND: &'static str = "ledgers.import";
    /// Somebody waits for it: after so many tries they are told that it failed.
    const MAX_ATTEMPTS: i32 = 4;

    fn key(&self) -> String {
        self.import.to_string()
    }
}

/// Reminds everybody of what runs out and what is to be inspected.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remind {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Remind {
    const KIND: &'static str = "ledgers.remind";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// What a community has done at its own times, and when it starts out with: kind and rule.
pub const SCHEDULES: &[(&str, &str)] = &[(Remind::KIND, "08:20")];
