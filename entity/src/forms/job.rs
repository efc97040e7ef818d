//! What the worker does about forms.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::Job;

/// Begins what a community is to hand in, and fills it from what is known.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Prepare {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Prepare {
    const KIND: &'static str = "forms.prepare";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// Reminds a community's administrators of what is due, and tells the street what is late.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remind {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Remind {
    const KIND: &'static str = "forms.remind";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// What a community has done at its own times, and when it starts out with: kind and rule.
pub const SCHEDULES: &[(&str, &str)] = &[(Prepare::KIND, "06:40"), (Remind::KIND, "08:50 workdays")];
