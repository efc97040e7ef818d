//! Who is linked to whom, the paper that invites, and for which children somebody acts.

use mulin_entity::{
    enrolment::{can, children, desk, invite, query},
    kernel::PageRequest,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{Enrolment, EnrolmentPage, EnrolmentPaper, NewChild, ResidentEnrolment};
use crate::{
    Guard, Reply, Tag,
    people::{Created, Done},
};

/// Links.
pub struct LinksApi;

#[OpenApi(tag = "Tag::Enrolment")]
impl LinksApi {
    /// The members who are linked to residents, the latest first.
    #[oai(path = "/enrolments", method = "get", operation_id = "enrolments.list")]
    async fn list(
        &self,
        caller: Guard<can::DecideEnrolments>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<EnrolmentPage>> {
        Ok(Json(query::links(&caller.read().await?, &PageRequest { limit: limit.0, after: after.0 }).await?.into()))
    }

    /// Whether a resident is linked to a member.
    #[oai(path = "/residents/:id/enrolment", method = "get", operation_id = "enrolments.of_resident")]
    async fn of_resident(&self, caller: Guard<can::DecideEnrolments>, id: Path<Uuid>) -> Reply<Json<ResidentEnrolment>> {
        let link = query::of_person(&caller.read().await?, id.0).await?;
        Ok(Json(ResidentEnrolment { enrolment: link.map(Enrolment::from) }))
    }

    /// Invite a resident by a paper, which is handed to them; older ones open nothing any more.
    #[oai(path = "/residents/:id/enrolment", method = "post", operation_id = "enrolments.invite")]
    async fn invite(&self, caller: Guard<can::DecideEnrolments>, id: Path<Uuid>) -> Reply<Created<EnrolmentPaper>> {
        let tx = caller.write().await?;
        let paper = invite::invite(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(paper.into())))
    }

    /// Take a link back: whoever was only a resident here is let in no more.
    #[oai(path = "/enrolments/:id", method = "delete", operation_id = "enrolments.undo")]
    async fn undo(&self, caller: Guard<can::DecideEnrolments>, id: Path<Uuid>) -> Reply<Done> {
        let tx = caller.write().await?;
        desk::undo(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }

    /// Have a resident act for a child.
    #[oai(path = "/enrolments/:id/children", method = "post", operation_id = "enrolments.add_child")]
    async fn add_child(&self, caller: Guard<can::DecideEnrolments>, id: Path<Uuid>, body: Json<NewChild>) -> Reply<Json<Enrolment>> {
        let tx = caller.write().await?;
        children::add(&tx, id.0, body.0.person_id).await?;
        let told = query::link(&tx, id.0).await?.into();
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Have them act for it no more.
    #[oai(path = "/enrolments/:id/children/:child_id", method = "delete", operation_id = "enrolments.remove_child")]
    async fn remove_child(&self, caller: Guard<can::DecideEnrolments>, id: Path<Uuid>, child_id: Path<Uuid>) -> Reply<Done> {
        let tx = caller.write().await?;
        children::remove(&tx, id.0, child_id.0).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }
}
