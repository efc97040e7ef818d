//! Which visits there are, and planning one by hand.

use chrono::NaiveDate;
use mulin_entity::{
    kernel::PageRequest,
    visits::{
        can,
        query::{self, Filter, Sight},
        service::{self, Wish},
    },
};
use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto;
use crate::{Guard, Reply, Tag, caller::Caller};

/// Visits.
pub struct VisitsApi;

/// What the caller sees.
pub(super) fn sight(caller: &Caller) -> Result<Sight, mulin_entity::kernel::Failure> {
    Ok(Sight::of(caller.member()?.id, caller.role()?))
}

#[derive(ApiResponse)]
enum Planned {
    /// The visit is planned.
    #[oai(status = 201)]
    Created(Json<dto::Visit>),
}

#[OpenApi(tag = "Tag::Visits")]
impl VisitsApi {
    /// List visits, the first to close first. A grid worker sees those of the own grids.
    #[oai(path = "/visits", method = "get", operation_id = "visits.list")]
    #[allow(clippy::too_many_arguments, reason = "one argument for each query parameter")]
    async fn list(
        &self,
        caller: Guard<can::ReadVisits>,
        day: Query<Option<NaiveDate>>,
        from: Query<Option<NaiveDate>>,
        to: Query<Option<NaiveDate>>,
        state: Query<Option<String>>,
        visitor_id: Query<Option<Uuid>>,
        person_id: Query<Option<Uuid>>,
        grid_id: Query<Option<Uuid>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<dto::VisitPage>> {
        let tx = caller.read().await?;
        let filter =
            Filter { day: day.0, from: from.0, to: to.0, state: state.0, visitor: visitor_id.0, person: person_id.0, grid: grid_id.0 };
        let page = query::visits(&tx, sight(&caller)?, &filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(dto::VisitPage::new(&tx, page)?))
    }

    /// Today's list in walking order: what is open, and what was done today.
    #[oai(path = "/visits/today", method = "get", operation_id = "visits.today")]
    async fn today(&self, caller: Guard<can::ReadVisits>) -> Reply<Json<dto::VisitPage>> {
        let tx = caller.read().await?;
        let entries = query::today(&tx, sight(&caller)?).await?;
        Ok(Json(dto::VisitPage::new(&tx, mulin_entity::kernel::Page::whole(entries))?))
    }

    /// One visit with its tries and photos.
    #[oai(path = "/visits/:id", method = "get", operation_id = "visits.get")]
    async fn get(&self, caller: Guard<can::ReadVisits>, id: Path<Uuid>) -> Reply<Json<dto::Visit>> {
        let tx = caller.read().await?;
        let visit = query::visit(&tx, sight(&caller)?, id.0).await?;
        Ok(Json(dto::Visit::whole(&tx, visit).await?))
    }

    /// Plan a visit by hand.
    #[oai(path = "/visits", method = "post", operation_id = "visits.plan")]
    async fn plan(&self, caller: Guard<can::PlanVisits>, body: Json<dto::NewVisit>) -> Reply<Planned> {
        let wish = Wish { person: body.0.person_id, due_at: body.0.due_at, kind: body.0.kind.parse()? };
        let tx = caller.write().await?;
        let visit = service::plan_visit(&tx, wish).await?;
        let told = dto::Visit::whole(&tx, visit).await?;
        tx.commit().await?;
        Ok(Planned::Created(Json(told)))
    }

    /// Call a visit off; not while nobody knows how the person is.
    #[oai(path = "/visits/:id/cancel", method = "post", operation_id = "visits.cancel")]
    async fn cancel(&self, caller: Guard<can::PlanVisits>, id: Path<Uuid>, body: Json<dto::Cancellation>) -> Reply<Json<dto::Visit>> {
        let tx = caller.write().await?;
        let visit = query::visit(&tx, sight(&caller)?, id.0).await?;
        let visit = service::cancel(&tx, visit, body.0.reason).await?;
        let told = dto::Visit::whole(&tx, visit).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
