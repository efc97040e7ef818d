//! The jobs of attendance.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Closes an occasion some time after its end: whoever had a seat and did not come is noted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Close {
    /// The occasion.
    pub occasion: Uuid,
    /// Its end when this was asked for: an occasion that was moved meanwhile has another job.
    pub ends_at: DateTime<Utc>,
}

/// Reminds those who have a seat, the day before.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Remind {
    /// The occasion.
    pub occasion: Uuid,
    /// Its beginning when this was asked for: an occasion that was moved meanwhile has another job.
    pub starts_at: DateTime<Utc>,
}

impl Job for Remind {
    const KIND: &'static str = "attendance.remind";

    fn key(&self) -> String {
        format!("{}@{}", self.occasion, self.starts_at.to_rfc3339())
    }
}

impl Job for Close {
    const KIND: &'static str = "attendance.close";

    fn key(&self) -> String {
        format!("{}@{}", self.occasion, self.ends_at.to_rfc3339())
    }
}
