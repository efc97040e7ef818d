//! What the worker does about points.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Gives those their points who were found to have come after an occasion was closed: phones without a network tell later.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Earn {
    /// The occasion.
    pub occasion: Uuid,
}

impl Job for Earn {
    const KIND: &'static str = "points.earn";

    fn key(&self) -> String {
        self.occasion.to_string()
    }
}

/// Makes last month public, closes boards whose time is over, takes back rewards that nobody fetched.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tend {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Tend {
    const KIND: &'static str = "points.tend";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// What a community has done at its own times, and when it starts out with: kind and rule.
pub const SCHEDULES: &[(&str, &str)] = &[(Tend::KIND, "07:40")];
