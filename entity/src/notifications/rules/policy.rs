//! What a community has decided about its messages. Pure.

use chrono::{Duration, NaiveTime};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::quiet::QuietHours;
use crate::kernel::{Failure, Result};

/// The decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    /// When nobody is told anything that can wait.
    pub quiet: QuietHours,
    /// Over how many minutes the morning's messages are spread, 10 to 120.
    pub spread_minutes: u32,
    /// How many messages that can wait one person gets in a day at most.
    pub daily_cap: u32,
    /// How many messages the community sends in a day at most; urgent ones are counted, and go out all the same.
    pub daily_quota: Option<u32>,
    /// From how many waiting messages on one person gets a summary instead.
    pub summary_from: u32,
    /// While a community tries things out, only its guests get messages.
    pub trial: bool,
    /// The memberships that get messages in a trial.
    pub guests: Vec<Uuid>,
}

impl Default for Policy {
    fn default() -> Self {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        Self {
            quiet: QuietHours { from: time(21, 30), until: time(7, 30) },
            spread_minutes: 20,
            daily_cap: 20,
            daily_quota: None,
            summary_from: 3,
            trial: false,
            guests: Vec::new(),
        }
    }
}

impl Policy {
    /// Whether it can be kept: some of the day is left, and the morning's spread ends before the evening.
    pub fn check(&self) -> Result<()> {
        let invalid = |field: &str, code| Err(Failure::invalid_field(field, code));
        if self.quiet.open() < Duration::hours(4) {
            return invalid("quiet_until", "notifications.quiet_too_long");
        }
        if !(10..=120).contains(&self.spread_minutes) {
            return invalid("spread_minutes", "notifications.out_of_range");
        }
        if !(1..=1_000).contains(&self.daily_cap) {
            return invalid("daily_cap", "notifications.out_of_range");
        }
        if self.daily_quota.is_some_and(|quota| !(1..=1_000_000).contains(&quota)) {
            return invalid("daily_quota", "notifications.out_of_range");
        }
        if !(2..=100).contains(&self.summary_from) {
            return invalid("summary_from", "notifications.out_of_range");
        }
        if self.guests.len() > 200 {
            return invalid("guests", "notifications.out_of_range");
        }
        Ok(())
    }

    /// The time over which the morning's messages are spread.
    pub fn spread(&self) -> Duration {
        Duration::minutes(self.spread_minutes.into())
    }
}
