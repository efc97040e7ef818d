//! What the worker does about patrols.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::Job;

/// Plans today's rounds, closes yesterday's, says of what stayed away that it is solved, begins and ends campaigns.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Plan {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Plan {
    const KIND: &'static str = "patrols.plan";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// Reminds those who are responsible of tomorrow's publicity events.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remind {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Remind {
    const KIND: &'static str = "patrols.remind";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// What a community has done at its own times, and when it starts out with: kind and rule. After duty is planned, which says who is there.
pub const SCHEDULES: &[(&str, &str)] = &[(Plan::KIND, "06:45"), (Remind::KIND, "16:10")];
