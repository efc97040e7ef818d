//! What the desk decides about those who ask to join.

use mulin_entity::{
    enrolment::{can, desk, query},
    kernel::PageRequest,
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{Confirmation, EnrolmentRefusal, EnrolmentRequest, EnrolmentRequestPage};
use crate::{Guard, Reply, Tag};

/// The desk.
pub struct DeskApi;

#[OpenApi(tag = "Tag::Enrolment")]
impl DeskApi {
    /// Who asks to join, the latest first. `state` is `pending`, `confirmed` or `refused`.
    #[oai(path = "/enrolment-requests", method = "get", operation_id = "enrolments.requests")]
    async fn list(
        &self,
        caller: Guard<can::DecideEnrolments>,
        state: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<EnrolmentRequestPage>> {
        let state = words::choice(state.0, "state", words::read)?;
        let page = query::requests(&caller.read().await?, state, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(page.into()))
    }

    /// One request, with the residents who may be meant.
    #[oai(path = "/enrolment-requests/:id", method = "get", operation_id = "enrolments.request")]
    async fn show(&self, caller: Guard<can::DecideEnrolments>, id: Path<Uuid>) -> Reply<Json<EnrolmentRequest>> {
        Ok(Json(EnrolmentRequest::whole(query::request(&caller.read().await?, id.0).await?)))
    }

    /// Confirm who it is, once it is seen: they are invited, and linked to the resident.
    #[oai(path = "/enrolment-requests/:id/confirm", method = "post", operation_id = "enrolments.confirm")]
    async fn confirm(
        &self,
        caller: Guard<can::DecideEnrolments>,
        id: Path<Uuid>,
        body: Json<Confirmation>,
    ) -> Reply<Json<EnrolmentRequest>> {
        desk::confirm(caller.db(), &caller.scope()?, id.0, body.0.revision, body.0.person_id).await?;
        Ok(Json(EnrolmentRequest::whole(query::request(&caller.read().await?, id.0).await?)))
    }

    /// Refuse a request; they are told why.
    #[oai(path = "/enrolment-requests/:id/refuse", method = "post", operation_id = "enrolments.refuse")]
    async fn refuse(
        &self,
        caller: Guard<can::DecideEnrolments>,
        id: Path<Uuid>,
        body: Json<EnrolmentRefusal>,
    ) -> Reply<Json<EnrolmentRequest>> {
        let tx = caller.write().await?;
        desk::refuse(&tx, id.0, body.0.revision, &body.0.reason).await?;
        let told = EnrolmentRequest::whole(query::request(&tx, id.0).await?);
        tx.commit().await?;
        Ok(Json(told))
    }
}
