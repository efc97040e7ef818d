//! What the worker does about assignments.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::Job;

/// Rings at the earliest timer of a community: something that nobody took on, a card, a deadline.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ring {
    /// When.
    pub at: DateTime<Utc>,
}

impl Job for Ring {
    const KIND: &'static str = "assignment.ring";
    const PRIORITY: i32 = 5;

    fn key(&self) -> String {
        self.at.to_rfc3339()
    }
}
