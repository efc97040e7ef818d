//! What the worker does about duty.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::Job;

/// Plans the days ahead, and gives back what was stood in for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Plan {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Plan {
    const KIND: &'static str = "duty.plan";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// Tells those who have duty tomorrow.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tomorrow {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Tomorrow {
    const KIND: &'static str = "duty.tomorrow";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// What a community has done at its own times, and when it starts out with: kind and rule.
pub const SCHEDULES: &[(&str, &str)] = &[(Plan::KIND, "06:30"), (Tomorrow::KIND, "17:00")];
