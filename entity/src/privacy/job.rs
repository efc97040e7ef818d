//! What the worker does about requests.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::Job;

/// Reminds the office of requests that are due, and forgets copies that are over.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remind {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Remind {
    const KIND: &'static str = "privacy.remind";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// What a community has done at its own times, and when it starts out with: kind and rule.
pub const SCHEDULES: &[(&str, &str)] = &[(Remind::KIND, "08:40")];
