//! What the worker does about what a street hands down.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Reminds a community's administrators of what the street waits for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remind {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Remind {
    const KIND: &'static str = "directives.remind";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// Looks whether every community has answered: then the street is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Complete {
    /// The street's row.
    pub directive: Uuid,
}

impl Job for Complete {
    const KIND: &'static str = "directives.complete";

    fn key(&self) -> String {
        self.directive.to_string()
    }
}

/// What a community has done at its own times, and when it starts out with: kind and rule.
pub const SCHEDULES: &[(&str, &str)] = &[(Remind::KIND, "08:35 workdays")];
