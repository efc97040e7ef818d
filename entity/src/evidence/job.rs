//! What the worker does about files.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::Job;

/// Lets go of files that no row names: those of a change that was undone, and those of what was deleted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sweep {
    /// The instant that the timetable planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for Sweep {
    const KIND: &'static str = "evidence.sweep";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}
