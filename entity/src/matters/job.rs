//! What the worker does about matters.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::Job;

/// Reminds the office of matters of which it should be asked again whether they are solved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recheck {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Recheck {
    const KIND: &'static str = "matters.recheck";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// What a community has done at its own times, and when it starts out with: kind and rule.
pub const SCHEDULES: &[(&str, &str)] = &[(Recheck::KIND, "08:50 workdays")];
