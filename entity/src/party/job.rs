//! What the worker does about party life.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Reminds those who are invited of tomorrow's sessions, secretaries of what is due, and administrators of what was missed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remind {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Remind {
    const KIND: &'static str = "party.remind";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// Lets an article out at its time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Publish {
    /// The article.
    pub article: Uuid,
    /// Its time when this was asked for: one that has another time meanwhile has another job.
    pub at: DateTime<Utc>,
}

impl Job for Publish {
    const KIND: &'static str = "party.publish";

    fn key(&self) -> String {
        format!("{}@{}", self.article, self.at.to_rfc3339())
    }
}

/// What a community has done at its own times, and when it starts out with: kind and rule.
pub const SCHEDULES: &[(&str, &str)] = &[(Remind::KIND, "09:00")];
