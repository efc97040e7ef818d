//! What the worker does about volunteers.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::Job;

/// Reminds the office of those who wait for an answer, counts what changed on rolls afterwards, and ends the time for objections.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Watch {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Watch {
    const KIND: &'static str = "volunteers.watch";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// What a community has done at its own times, and when it starts out with: kind and rule.
pub const SCHEDULES: &[(&str, &str)] = &[(Watch::KIND, "08:40")];
