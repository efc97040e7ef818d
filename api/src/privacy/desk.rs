//! Requests as the desk sees and decides them.

use mulin_entity::{
    kernel::{Failure, PageRequest},
    people::words,
    privacy::{Way, can, copies, decide, query, service},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{DataCopy, DataDecision, DataRequest, DataRequestPage, NewDataCopy, NewDataRequest};
use crate::{Guard, Reply, Tag, people::Created};

/// The desk.
pub struct DeskApi;

fn missing() -> Failure {
    Failure::invalid_field("person_id", "privacy.person_wanted")
}

#[OpenApi(tag = "Tag::Privacy")]
impl DeskApi {
    /// Requests, the latest first. `state` is `open`, `done`, `refused` or `withdrawn`.
    #[oai(path = "/privacy/requests", method = "get", operation_id = "privacy.requests")]
    async fn list(
        &self,
        caller: Guard<can::DecideRequests>,
        state: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<DataRequestPage>> {
        let state = words::choice(state.0, "state", words::read)?;
        let page = query::list(&caller.read().await?, state, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(page.into()))
    }

    /// Enter a request for somebody who came in person.
    #[oai(path = "/privacy/requests", method = "post", operation_id = "privacy.ask_at_desk")]
    async fn ask(&self, caller: Guard<can::DecideRequests>, wish: Json<NewDataRequest>) -> Reply<Created<DataRequest>> {
        let tx = caller.write().await?;
        let person = wish.0.person_id.ok_or_else(missing)?;
        let request = service::ask(&tx, person, Way::Desk, wish.0.read()?).await?;
        let told = query::shown(&tx, request).await?.into();
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One request.
    #[oai(path = "/privacy/requests/:id", method = "get", operation_id = "privacy.request")]
    async fn show(&self, caller: Guard<can::DecideRequests>, id: Path<Uuid>) -> Reply<Json<DataRequest>> {
        Ok(Json(query::one(&caller.read().await?, id.0).await?.into()))
    }

    /// Decide a request: what is granted is done at once; a refusal says why. What takes data away an administrator decides.
    #[oai(path = "/privacy/requests/:id/decide", method = "post", operation_id = "privacy.decide")]
    async fn decide(&self, caller: Guard<can::DecideRequests>, id: Path<Uuid>, body: Json<DataDecision>) -> Reply<Json<DataRequest>> {
        let DataDecision { accept, answer, revision } = body.0;
        let tx = caller.write().await?;
        let decision = decide::Decision { accept, answer: answer.unwrap_or_default(), revision };
        let request = decide::decide(&tx, caller.role()?, id.0, decision).await?;
        let told = query::shown(&tx, request).await?.into();
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Have a copy made ready for somebody who came in person. It is kept in the audit book.
    #[oai(path = "/privacy/copies/at-desk", method = "post", operation_id = "privacy.copy_at_desk")]
    async fn copy(&self, caller: Guard<can::DecideRequests>, copy: Json<NewDataCopy>) -> Reply<Created<DataCopy>> {
        let tx = caller.write().await?;
        let person = copy.0.person_id.ok_or_else(missing)?;
        let made = copies::prepare(&tx, caller.member()?.id, person, copy.0.form()?, Way::Desk).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(made.into())))
    }
}
