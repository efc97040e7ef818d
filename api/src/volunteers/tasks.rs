//! Dispatching tasks.

use mulin_entity::{
    kernel::PageRequest,
    people::words,
    volunteers::{can, tasks},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::task_dto::{NewVolunteerTask, VolunteerTask, VolunteerTaskCancel, VolunteerTaskPage};
use crate::{Guard, Reply, Tag, people::Created};

/// Tasks.
pub struct TasksApi;

#[OpenApi(tag = "Tag::Volunteers")]
impl TasksApi {
    /// The tasks, the last dispatched first.
    #[oai(path = "/volunteer-tasks", method = "get", operation_id = "volunteer_tasks.list")]
    async fn list(
        &self,
        caller: Guard<can::KeepVolunteers>,
        kind: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<VolunteerTaskPage>> {
        let kind = words::choice(kind.0, "kind", words::read)?;
        let page = tasks::list(&caller.read().await?, kind, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(VolunteerTaskPage { items: page.items.into_iter().map(VolunteerTask::brief).collect(), next: page.next }))
    }

    /// Dispatch a task (派单): those whom it is for are told.
    #[oai(path = "/volunteer-tasks", method = "post", operation_id = "volunteer_tasks.dispatch")]
    async fn dispatch(&self, caller: Guard<can::KeepVolunteers>, body: Json<NewVolunteerTask>) -> Reply<Created<VolunteerTask>> {
        let tx = caller.write().await?;
        let task = tasks::dispatch(&tx, body.0.read()?).await?;
        let told = VolunteerTask::whole(&tx, task.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One task, with who does not come. Who comes is the roll of its occasion.
    #[oai(path = "/volunteer-tasks/:id", method = "get", operation_id = "volunteer_tasks.get")]
    async fn get(&self, caller: Guard<can::KeepVolunteers>, id: Path<Uuid>) -> Reply<Json<VolunteerTask>> {
        Ok(Json(VolunteerTask::whole(&caller.read().await?, id.0).await?))
    }

    /// Change a task that is still to come.
    #[oai(path = "/volunteer-tasks/:id", method = "put", operation_id = "volunteer_tasks.change")]
    async fn change(&self, caller: Guard<can::KeepVolunteers>, id: Path<Uuid>, body: Json<NewVolunteerTask>) -> Reply<Json<VolunteerTask>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        tasks::change(&tx, id.0, revision, body.0.read()?).await?;
        let told = VolunteerTask::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Call a task off.
    #[oai(path = "/volunteer-tasks/:id/cancel", method = "post", operation_id = "volunteer_tasks.cancel")]
    async fn cancel(
        &self,
        caller: Guard<can::KeepVolunteers>,
        id: Path<Uuid>,
        body: Json<VolunteerTaskCancel>,
    ) -> Reply<Json<VolunteerTask>> {
        let tx = caller.write().await?;
        tasks::cancel(&tx, id.0, body.0.revision, &body.0.reason).await?;
        let told = VolunteerTask::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
