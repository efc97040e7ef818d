//! What travels.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use mulin_entity::kernel::{
    Page,
    queue::{graveyard, job_tally::Counts, statistics},
};
use poem_openapi::Object;
use uuid::Uuid;

/// One job. One that is done is not there any more.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Job {
    id: Uuid,
    /// The tenant; nil for the platform's own.
    community_id: Uuid,
    /// What the community is called; none for the platform's own.
    community: Option<String>,
    /// Such as `notifications.deliver`.
    kind: String,
    /// `ready`, `running`, `buried` or `cancelled`.
    state: String,
    /// How often its handler failed.
    attempts: i32,
    /// How many processes are thought to have died of it.
    crashes: i32,
    /// What went wrong last.
    last_error: Option<String>,
    /// What it is about; words that may name somebody are masked.
    payload: serde_json::Value,
    due_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    /// When it was buried or called off.
    finished_at: Option<DateTime<Utc>>,
}

/// Jobs.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct JobPage {
    items: Vec<Job>,
    next: Option<String>,
}

/// Which buried jobs are to run again.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct Replay {
    /// Of this kind only.
    #[oai(validator(max_length = 100))]
    pub kind: Option<String>,
    /// Of this tenant only.
    pub community_id: Option<Uuid>,
}

/// How many run again.
#[derive(Object)]
pub struct Replays {
    /// At most 200 at once: ask again until it is 0.
    pub replayed: u64,
}

/// One kind of job in figures.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Queue {
    /// Such as `notifications.deliver`.
    kind: String,
    /// Jobs that wait, due or not.
    ready: i64,
    /// Jobs in a worker's hands.
    running: i64,
    /// Jobs that wait for a human.
    buried: i64,
    /// Jobs that were called off in the last two weeks.
    cancelled: i64,
    /// Since when the one that has waited longest is due; none while nothing is due.
    oldest_due_at: Option<DateTime<Utc>>,
    /// Jobs done in a minute, over the last five, on the whole platform.
    done_per_minute: f64,
    /// Turns of the last hour that ended well, on the whole platform.
    done_last_hour: i64,
    /// Turns of the last hour that failed and are tried again.
    failed_last_hour: i64,
    /// Jobs that were buried in the last hour.
    buried_last_hour: i64,
    /// Processes that died of one in the last hour.
    crashed_last_hour: i64,
}

/// Kinds of jobs in figures.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct QueueList {
    items: Vec<Queue>,
    next: Option<String>,
}

impl Job {
    /// With the name of its community.
    pub fn new(seen: graveyard::Seen, names: &HashMap<Uuid, String>) -> Self {
        let graveyard::Seen { id, community, kind, state, attempts, crashes, last_error, payload, due_at, created_at, finished_at } = seen;
        Self {
            id,
            community_id: community,
            community: names.get(&community).cloned(),
            kind,
            state,
            attempts,
            crashes,
            last_error,
            payload,
            due_at,
            created_at,
            finished_at,
        }
    }
}

impl JobPage {
    /// Each with the name of its community.
    pub fn new(page: Page<graveyard::Seen>, names: &HashMap<Uuid, String>) -> Self {
        Self { items: page.items.into_iter().map(|seen| Job::new(seen, names)).collect(), next: page.next }
    }
}

impl From<BTreeMap<String, statistics::Queue>> for QueueList {
    fn from(queues: BTreeMap<String, statistics::Queue>) -> Self {
        let queue = |(kind, queue)| {
            let statistics::Queue { ready, running, buried, cancelled, oldest_due_at, done_per_minute, last_hour } = queue;
            let Counts { done, failed, buried: buried_last_hour, crashed } = last_hour;
            Queue {
                kind,
                ready,
                running,
                buried,
                cancelled,
                oldest_due_at,
                done_per_minute,
                done_last_hour: done,
                failed_last_hour: failed,
                buried_last_hour,
                crashed_last_hour: crashed,
            }
        };
        Self { items: queues.into_iter().map(queue).collect(), next: None }
    }
}
