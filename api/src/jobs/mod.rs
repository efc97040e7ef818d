//! The queue, as the operator sees it: kinds and errors, never what a job is about.

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::{PageRequest, queue::graveyard},
    schedules::can,
};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use crate::{Guard, Reply, Tag};

/// Jobs of the whole platform.
pub struct JobsApi;

/// One job.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Job {
    id: Uuid,
    /// The tenant; nil for the platform's own.
    community_id: Uuid,
    /// Such as `notifications.deliver`.
    kind: String,
    /// `ready`, `running`, `done`, `buried` or `cancelled`.
    state: String,
    /// How often its handler failed.
    attempts: i32,
    /// How often its worker vanished.
    crashes: i32,
    /// What went wrong last.
    last_error: Option<String>,
    due_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

/// Jobs.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct JobPage {
    items: Vec<Job>,
    next: Option<String>,
}

#[derive(ApiResponse)]
enum Replayed {
    /// It runs again as soon as a worker is free.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(tag = "Tag::Operation")]
impl JobsApi {
    /// Jobs in a state, the newest first; `buried` unless told.
    #[oai(path = "/jobs", method = "get", operation_id = "jobs.list")]
    async fn list(
        &self,
        caller: Guard<can::OperateJobs>,
        state: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<JobPage>> {
        let request = PageRequest { limit: limit.0, after: after.0 };
        let page = graveyard::list(caller.db(), state.0.as_deref().unwrap_or("buried"), &request).await?.map(Job::from);
        Ok(Json(JobPage { items: page.items, next: page.next }))
    }

    /// Have a buried job run again.
    #[oai(path = "/jobs/:id/replay", method = "post", operation_id = "jobs.replay")]
    async fn replay(&self, caller: Guard<can::OperateJobs>, id: Path<Uuid>) -> Reply<Replayed> {
        graveyard::replay(caller.db(), caller.actor(), id.0).await?;
        Ok(Replayed::Done)
    }
}

impl From<graveyard::Seen> for Job {
    fn from(seen: graveyard::Seen) -> Self {
        let graveyard::Seen { id, community, kind, state, attempts, crashes, last_error, due_at, created_at, finished_at } = seen;
        Self { id, community_id: community, kind, state, attempts, crashes, last_error, due_at, created_at, finished_at }
    }
}
