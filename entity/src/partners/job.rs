//! What the worker does about whistles, agreements and joint activities.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Looks who of a whistle has not answered, or not come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Watch {
    /// The whistle.
    pub whistle: Uuid,
}

impl Job for Watch {
    const KIND: &'static str = "partners.watch";

    fn key(&self) -> String {
        self.whistle.to_string()
    }
}

/// Tells of agreements that end, and of joint activities that come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remind {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Remind {
    const KIND: &'static str = "partners.remind";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// What a community has done at its own times, and when it starts out with: kind and rule.
pub const SCHEDULES: &[(&str, &str)] = &[(Remind::KIND, "08:40 workdays")];
