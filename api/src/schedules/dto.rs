//! What travels.

use chrono::{DateTime, Utc};
use mulin_entity::kernel::queue::schedule;
use poem_openapi::Object;
use uuid::Uuid;

/// Something that a community has done at its own times.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Schedule {
    id: Uuid,
    /// What happens, such as `visits.digest`.
    kind: String,
    /// When: `08:00`, `08:00 workdays`, `Mon 07:30` or five cron fields.
    rule: String,
    /// The zone in which the rule is read.
    zone: String,
    /// The next time; none while it rests.
    next_at: Option<DateTime<Utc>>,
    /// The last planned time.
    last_at: Option<DateTime<Utc>>,
    /// What happens to times that were missed: `skip`, `once` or `all`.
    misfire: String,
    paused: bool,
}

/// Schedules.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ScheduleList {
    items: Vec<Schedule>,
    next: Option<String>,
}

/// What is to be different.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct ScheduleChange {
    /// `08:00`, `08:00 workdays`, `Mon 07:30` or five cron fields.
    #[oai(validator(max_length = 60))]
    pub rule: Option<String>,
    /// Whether it rests.
    pub paused: Option<bool>,
}

impl From<schedule::Model> for Schedule {
    fn from(row: schedule::Model) -> Self {
        let schedule::Model { id, kind, rule, zone, next_at, last_at, misfire, paused, .. } = row;
        Self { id, kind, rule, zone, next_at, last_at, misfire, paused }
    }
}

impl From<Vec<schedule::Model>> for ScheduleList {
    fn from(rows: Vec<schedule::Model>) -> Self {
        Self { items: rows.into_iter().map(Schedule::from).collect(), next: None }
    }
}
