//! What the worker does about campaigns.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Reminds whoever has a shift that it begins.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShiftBegins {
    /// The shift.
    pub shift: Uuid,
}

impl Job for ShiftBegins {
    const KIND: &'static str = "campaigns.shift_begins";

    fn key(&self) -> String {
        self.shift.to_string()
    }
}

/// Tells whoever leads a campaign how many are left, on its last day.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LastHours {
    /// The campaign.
    pub campaign: Uuid,
    /// The last day as it was then; of a campaign that was put off another job tells.
    pub due_on: NaiveDate,
}

impl Job for LastHours {
    const KIND: &'static str = "campaigns.last_hours";

    fn key(&self) -> String {
        format!("{}:{}", self.campaign, self.due_on)
    }
}
