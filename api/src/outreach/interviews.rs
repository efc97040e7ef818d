//! Interviews: held, put right, taken up.

use chrono::NaiveDate;
use mulin_entity::{
    kernel::PageRequest,
    outreach::{can, interviews, outcomes, query},
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    heard::{Interview, InterviewPage, NewInterview, NewOutcome},
    reach,
};
use crate::{Guard, Reply, Tag, people::Created};

/// Interviews.
pub struct InterviewsApi;

#[OpenApi(tag = "Tag::Outreach")]
impl InterviewsApi {
    /// Interviews, the latest first. A grid worker sees those of the own grids, and those held.
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    #[oai(path = "/interviews", method = "get", operation_id = "interviews.list")]
    async fn list(
        &self,
        caller: Guard<can::Ask>,
        party: Query<Option<String>>,
        questionnaire_id: Query<Option<Uuid>>,
        grid_id: Query<Option<Uuid>>,
        from: Query<Option<NaiveDate>>,
        to: Query<Option<NaiveDate>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<InterviewPage>> {
        let party = words::choice(party.0, "party", words::read)?;
        let filter = query::Filter { party, questionnaire: questionnaire_id.0, grid: grid_id.0, from: from.0, to: to.0 };
        let tx = caller.read().await?;
        let page = query::list(&tx, reach(&caller)?, &filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(InterviewPage { items: Interview::all(&tx, page.items).await?, next: page.next }))
    }

    /// Write an interview down as held by the caller.
    #[oai(path = "/interviews", method = "post", operation_id = "interviews.hold")]
    async fn hold(&self, caller: Guard<can::Ask>, body: Json<NewInterview>) -> Reply<Created<Interview>> {
        let tx = caller.write().await?;
        let held = interviews::hold(&tx, reach(&caller)?, body.0.read()?).await?;
        let told = Interview::one(&tx, held).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One interview.
    #[oai(path = "/interviews/:id", method = "get", operation_id = "interviews.get")]
    async fn get(&self, caller: Guard<can::Ask>, id: Path<Uuid>) -> Reply<Json<Interview>> {
        let tx = caller.read().await?;
        let row = query::one(&tx, reach(&caller)?, id.0).await?;
        Ok(Json(Interview::one(&tx, row).await?))
    }

    /// Put an interview right; by whoever held it, or the office.
    #[oai(path = "/interviews/:id", method = "put", operation_id = "interviews.change")]
    async fn change(&self, caller: Guard<can::Ask>, id: Path<Uuid>, body: Json<NewInterview>) -> Reply<Json<Interview>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let row = interviews::change(&tx, reach(&caller)?, id.0, revision, body.0.read()?).await?;
        let told = Interview::one(&tx, row).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Take an answer up: it becomes a matter, a need or a resource, once each.
    #[oai(path = "/interviews/:id/outcomes", method = "post", operation_id = "interviews.take_up")]
    async fn take_up(&self, caller: Guard<can::Ask>, id: Path<Uuid>, body: Json<NewOutcome>) -> Reply<Created<Interview>> {
        let tx = caller.write().await?;
        let row = query::one(&tx, reach(&caller)?, id.0).await?;
        outcomes::take_up(&tx, &row, body.0.read()?).await?;
        let told = Interview::one(&tx, row).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }
}
