//! What the worker does about activities.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Notes that an activity took place, when its roll is closed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Hold {
    /// The activity.
    pub activity: Uuid,
    /// Its end when this was asked for: one that was moved meanwhile has another job.
    pub ends_at: DateTime<Utc>,
}

impl Job for Hold {
    const KIND: &'static str = "activities.hold";

    fn key(&self) -> String {
        format!("{}@{}", self.activity, self.ends_at.to_rfc3339())
    }
}

/// Reminds providers and the office of what is owed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remind {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Remind {
    const KIND: &'static str = "activities.remind";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// What a community has done at its own times, and when it starts out with: kind and rule.
pub const SCHEDULES: &[(&str, &str)] = &[(Remind::KIND, "08:40 workdays")];
