//! The jobs of figures; [`Recompute`](crate::kernel::queue::dirty::Recompute) is the kernel's.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::Job;

/// Closes a community's day: the figures of the day before are computed once more, those of the new day begin.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CloseDay {
    /// The instant that the community's schedule planned.
    pub planned_at: DateTime<Utc>,
}

impl Job for CloseDay {
    const KIND: &'static str = "reports.close_day";

    fn key(&self) -> String {
        self.planned_at.to_rfc3339()
    }
}

/// Sends the Monday report to a street's administrators.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Weekly {
    /// The street.
    pub street: Uuid,
    /// The Monday of the week that closed.
    pub monday: NaiveDate,
}

impl Job for Weekly {
    const KIND: &'static str = "reports.weekly";

    fn key(&self) -> String {
        format!("{}:{}", self.street, self.monday)
    }
}

/// Sends the report of a month to a street's administrators.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Monthly {
    /// The street.
    pub street: Uuid,
    /// The first day of the month that closed.
    pub first: NaiveDate,
}

impl Job for Monthly {
    const KIND: &'static str = "reports.monthly";

    fn key(&self) -> String {
        format!("{}:{}", self.street, self.first)
    }
}

/// What every community has done at its own times: kind and rule.
pub const SCHEDULES: &[(&str, &str)] = &[(CloseDay::KIND, "00:05")];
