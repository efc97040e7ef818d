//! The queue, as the operator sees it: kinds, figures and errors, and never whom a job is about.

mod dto;

use mulin_entity::{
    kernel::{
        PageRequest,
        queue::{graveyard, graveyard::Which, statistics},
    },
    schedules::can,
    tenancy,
};
use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use crate::{Guard, Reply, Tag};

/// Jobs of the whole platform.
pub struct JobsApi;

#[derive(ApiResponse)]
enum Changed {
    /// It is so.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(tag = "Tag::Operation")]
impl JobsApi {
    /// Every kind of job in figures: what waits and since when, what failed for good, and how fast it moves.
    #[oai(path = "/queues", method = "get", operation_id = "jobs.queues")]
    async fn queues(&self, caller: Guard<can::OperateJobs>, community_id: Query<Option<Uuid>>) -> Reply<Json<dto::QueueList>> {
        Ok(Json(statistics::queues(caller.db(), community_id.0).await?.into()))
    }

    /// Jobs in a state, the newest first; `buried` unless told.
    #[oai(path = "/jobs", method = "get", operation_id = "jobs.list")]
    async fn list(
        &self,
        caller: Guard<can::OperateJobs>,
        state: Query<Option<String>>,
        kind: Query<Option<String>>,
        community_id: Query<Option<Uuid>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<dto::JobPage>> {
        let request = PageRequest { limit: limit.0, after: after.0 };
        let state = state.0.unwrap_or_else(|| "buried".to_owned());
        let which = Which { state: Some(state), kind: kind.0, community: community_id.0 };
        let page = graveyard::list(caller.db(), &which, &request).await?;
        let names = tenancy::query::names(caller.db(), page.items.iter().map(|job| job.community)).await?;
        Ok(Json(dto::JobPage::new(page, &names)))
    }

    /// One job.
    #[oai(path = "/jobs/:id", method = "get", operation_id = "jobs.show")]
    async fn show(&self, caller: Guard<can::OperateJobs>, id: Path<Uuid>) -> Reply<Json<dto::Job>> {
        let seen = graveyard::show(caller.db(), id.0).await?;
        let names = tenancy::query::names(caller.db(), [seen.community]).await?;
        Ok(Json(dto::Job::new(seen, &names)))
    }

    /// Have a buried job run again.
    #[oai(path = "/jobs/:id/replay", method = "post", operation_id = "jobs.replay")]
    async fn replay(&self, caller: Guard<can::OperateJobs>, id: Path<Uuid>) -> Reply<Changed> {
        graveyard::replay(caller.db(), &caller.actor(), id.0).await?;
        Ok(Changed::Done)
    }

    /// Have buried jobs run again, the oldest first, 200 at most.
    #[oai(path = "/job-replays", method = "post", operation_id = "jobs.replay_all")]
    async fn replay_all(&self, caller: Guard<can::OperateJobs>, body: Json<dto::Replay>) -> Reply<Json<dto::Replays>> {
        let which = Which { state: None, kind: body.0.kind, community: body.0.community_id };
        Ok(Json(dto::Replays { replayed: graveyard::replay_all(caller.db(), &caller.actor(), &which).await? }))
    }

    /// Call a job off that waits or was buried.
    #[oai(path = "/jobs/:id/cancel", method = "post", operation_id = "jobs.cancel")]
    async fn cancel(&self, caller: Guard<can::OperateJobs>, id: Path<Uuid>) -> Reply<Changed> {
        graveyard::cancel(caller.db(), &caller.actor(), id.0).await?;
        Ok(Changed::Done)
    }
}
