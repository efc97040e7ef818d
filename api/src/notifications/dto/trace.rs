//! The story of a message.

use chrono::{DateTime, Utc};
use mulin_entity::notifications::{delivery, message_step, trace};
use poem_openapi::Object;
use uuid::Uuid;

use super::Delivery;

/// Why somebody got a message, or why nobody did: rule, schedule, decisions, tries.
#[derive(Object)]
#[oai(rename = "MessageTrace", skip_serializing_if_is_none)]
pub struct Trace {
    /// The message, its rule, its tries with their receipts, and how far it is.
    message: Delivery,
    /// What it is about, such as `visit`.
    subject_kind: Option<String>,
    subject_id: Option<Uuid>,
    /// `normal` or `urgent`.
    urgency: String,
    /// The schedule that the rule goes by, if it has one.
    schedule: Option<TraceSchedule>,
    /// What was decided on the way, the first decision first.
    steps: Vec<TraceStep>,
}

/// Why a message is in one's own inbox: without what only those need who mend things.
#[derive(Object)]
#[oai(rename = "InboxStory", skip_serializing_if_is_none)]
pub struct Story {
    /// When it was asked for.
    at: DateTime<Utc>,
    /// The rule that asked for it.
    rule: String,
    /// `normal` or `urgent`.
    urgency: String,
    /// `queued`, `sending`, `accepted`, `delivered`, `rejected`, `in_doubt` or `suppressed`.
    state: String,
    /// The schedule that the rule goes by, if it has one.
    schedule: Option<StorySchedule>,
    /// What was decided on the way, the first decision first.
    steps: Vec<TraceStep>,
    /// By which ways it was sent, the first one first.
    tries: Vec<StoryTry>,
}

/// The schedule behind one's own message.
#[derive(Object)]
pub struct StorySchedule {
    /// When: `08:00 workdays`, `Mon 07:30` or five cron fields.
    rule: String,
    paused: bool,
}

/// One way that was tried.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct StoryTry {
    at: DateTime<Utc>,
    /// `mail`, `wecom` or `sms`.
    channel: String,
    /// The own address, masked.
    address_masked: String,
    /// `sending`, `in_doubt`, `deferred`, `accepted`, `rejected`, `bounced` or `delivered`.
    state: String,
}

/// The schedule behind a message.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TraceSchedule {
    id: Uuid,
    /// When: `08:00 workdays`, `Mon 07:30` or five cron fields.
    rule: String,
    paused: bool,
    /// The last planned time.
    last_at: Option<DateTime<Utc>>,
}

/// A decision about a message.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TraceStep {
    at: DateTime<Utc>,
    /// `fell_back`, `held`, `bypassed`, `summed_up`, `dropped`, `arrived`, `came_back` or `sent_again`.
    step: String,
    /// By which way, or why: `quiet_hours`, `daily_cap`, `daily_quota`, `unsubscribed`, `trial_mode`, `no_way`, …
    reason: Option<String>,
    /// Until when, where it waits.
    until: Option<DateTime<Utc>>,
}

impl From<trace::Trace> for Trace {
    fn from(trace::Trace { entry, schedule, steps }: trace::Trace) -> Self {
        let row = &entry.message;
        Self {
            subject_kind: row.subject_kind.clone(),
            subject_id: row.subject_id,
            urgency: row.urgency.clone(),
            schedule: schedule.map(|row| TraceSchedule { id: row.id, rule: row.rule, paused: row.paused, last_at: row.last_at }),
            steps: steps.into_iter().map(TraceStep::from).collect(),
            message: entry.into(),
        }
    }
}

impl From<trace::Trace> for Story {
    fn from(trace::Trace { entry, schedule, steps }: trace::Trace) -> Self {
        let row = entry.message;
        let tried = |row: delivery::Model| StoryTry {
            at: row.at,
            channel: row.channel,
            address_masked: row.address_masked,
            state: row.state.word().to_owned(),
        };
        Self {
            at: row.created_at,
            rule: row.rule,
            urgency: row.urgency,
            state: row.state.word().to_owned(),
            schedule: schedule.map(|row| StorySchedule { rule: row.rule, paused: row.paused }),
            steps: steps.into_iter().map(TraceStep::from).collect(),
            tries: entry.tries.into_iter().map(tried).collect(),
        }
    }
}

impl From<message_step::Model> for TraceStep {
    fn from(row: message_step::Model) -> Self {
        Self { at: row.at, step: row.step, reason: row.reason, until: row.until }
    }
}
