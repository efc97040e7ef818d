//! What the worker does about calendars.

use serde::{Deserialize, Serialize};

use crate::kernel::Job;

/// A community decided that a day is worked or not: what was planned by its calendar is looked at anew.
/// Contexts that come later handle it; calendars know nothing of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CalendarChanged {}

impl Job for CalendarChanged {
    const KIND: &'static str = "calendar.changed";

    fn key(&self) -> String {
        String::new()
    }
}
