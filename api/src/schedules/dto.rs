//! What travels.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::queue::schedule,
    schedules::service::{self, Detail},
};
use poem_openapi::Object;
use uuid::Uuid;

/// Something that a community has done at its own times.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Schedule {
    id: Uuid,
    /// What happens, such as `visits.digest`.
    kind: String,
    /// When: `08:00`, `08:00 workdays`, `Mon 07:30`, `Mon 07:30 workdays` or five cron fields.
    rule: String,
    /// The zone in which the rule is read.
    zone: String,
    /// The next time; none while it rests.
    next_at: Option<DateTime<Utc>>,
    /// The last planned time.
    last_at: Option<DateTime<Utc>>,
    /// What happens to times that were missed: `skip`, `once`, `all`, or `all 7` for seven at most.
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
    /// `08:00`, `08:00 workdays`, `Mon 07:30`, `Mon 07:30 workdays` or five cron fields.
    #[oai(validator(max_length = 60))]
    pub rule: Option<String>,
    /// Whether it rests.
    pub paused: Option<bool>,
    /// What happens to times that were missed: `skip`, `once`, `all`, or `all 7` for seven at most.
    #[oai(validator(max_length = 10))]
    pub misfire: Option<String>,
}

/// One schedule with what comes and what was.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ScheduleDetail {
    #[oai(flatten)]
    schedule: Schedule,
    /// The next times, the earliest first; none while it rests.
    upcoming: Vec<DateTime<Utc>>,
    /// The last times, the newest first.
    firings: Vec<Firing>,
}

/// When something would happen by a rule.
#[derive(Object)]
pub struct Upcoming {
    /// The next times, the earliest first.
    pub upcoming: Vec<DateTime<Utc>>,
}

/// One time of a schedule that has come.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Firing {
    planned_at: DateTime<Utc>,
    fired_at: DateTime<Utc>,
    /// `fired`, `skipped` because it was missed, or `asked` by somebody.
    outcome: String,
    /// To how many messages it led, where that is known.
    messages: Option<u64>,
}

impl From<Detail> for ScheduleDetail {
    fn from(Detail { row, upcoming, firings }: Detail) -> Self {
        let firing = |service::Firing { row, messages }| Firing {
            planned_at: row.planned_at,
            fired_at: row.fired_at,
            outcome: row.outcome,
            messages: messages.map(|messages| messages as u64),
        };
        Self { schedule: row.into(), upcoming, firings: firings.into_iter().map(firing).collect() }
    }
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
