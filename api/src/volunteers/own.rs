//! What volunteers do by themselves: ask, tell something else of themselves, leave, take tasks.

use mulin_entity::{
    kernel::PageRequest,
    volunteers::{can, hours, query, rules::Event, service, tasks},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{Volunteer, VolunteerLeave, VolunteerProfile},
    hours_dto::VolunteerEntryPage,
    task_dto::{VolunteerAnswer, VolunteerOffers},
};
use crate::{Guard, Reply, Tag};

/// Being a volunteer.
pub struct OwnApi;

#[OpenApi(tag = "Tag::Volunteers")]
impl OwnApi {
    /// The caller as a volunteer.
    #[oai(path = "/volunteers/mine", method = "get", operation_id = "volunteers.mine")]
    async fn mine(&self, caller: Guard<can::TakePart>) -> Reply<Json<Volunteer>> {
        let tx = caller.read().await?;
        let me = query::me(&tx, caller.member()?.id).await?;
        Ok(Json(Volunteer::whole(&tx, me.id).await?))
    }

    /// Ask to be a volunteer, again too, or tell something else of oneself.
    #[oai(path = "/volunteers/mine", method = "put", operation_id = "volunteers.apply")]
    async fn apply(&self, caller: Guard<can::TakePart>, body: Json<VolunteerProfile>) -> Reply<Json<Volunteer>> {
        let revision = body.0.revision;
        let tx = caller.write().await?;
        let me = service::apply(&tx, caller.member()?.id, revision, body.0.read()?).await?;
        let told = Volunteer::whole(&tx, me.id).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Leave.
    #[oai(path = "/volunteers/mine/leave", method = "post", operation_id = "volunteers.leave")]
    async fn leave(&self, caller: Guard<can::TakePart>, body: Json<VolunteerLeave>) -> Reply<Json<Volunteer>> {
        let tx = caller.write().await?;
        let me = query::me(&tx, caller.member()?.id).await?;
        service::decide(&tx, me.id, body.0.revision, Event::Leave, &body.0.reason.unwrap_or_default()).await?;
        let told = Volunteer::whole(&tx, me.id).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// The caller's ledger, the last entry first.
    #[oai(path = "/volunteers/mine/entries", method = "get", operation_id = "volunteers.my_entries")]
    async fn entries(
        &self,
        caller: Guard<can::TakePart>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<VolunteerEntryPage>> {
        let tx = caller.read().await?;
        let me = query::me(&tx, caller.member()?.id).await?;
        Ok(Json(hours::list(&tx, me.id, &PageRequest { limit: limit.0, after: after.0 }).await?.into()))
    }

    /// The tasks that the caller may take or has taken, the nearest first.
    #[oai(path = "/volunteer-tasks/mine", method = "get", operation_id = "volunteer_tasks.mine")]
    async fn tasks(&self, caller: Guard<can::TakePart>) -> Reply<Json<VolunteerOffers>> {
        let tx = caller.read().await?;
        let me = query::me(&tx, caller.member()?.id).await?;
        Ok(Json(VolunteerOffers::new(tasks::offered(&tx, &me).await?)))
    }

    /// Take a task, or say that one does not.
    #[oai(path = "/volunteer-tasks/:id/answer", method = "post", operation_id = "volunteer_tasks.answer")]
    async fn answer(&self, caller: Guard<can::TakePart>, id: Path<Uuid>, body: Json<VolunteerAnswer>) -> Reply<Json<VolunteerOffers>> {
        let tx = caller.write().await?;
        let me = query::me(&tx, caller.member()?.id).await?;
        tasks::answer(&tx, &me, id.0, body.0.accepted, &body.0.note.unwrap_or_default()).await?;
        let told = VolunteerOffers::new(tasks::offered(&tx, &me).await?);
        tx.commit().await?;
        Ok(Json(told))
    }
}
