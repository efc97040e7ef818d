//! What is owed to whom: the community's policy, and the plans that follow from it.

use mulin_entity::{
    kernel::PageRequest,
    visits::{can, policy, query, service},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto;
use crate::{Guard, Reply, Tag};

/// Policies and plans.
pub struct PlansApi;

#[OpenApi(tag = "Tag::Visits")]
impl PlansApi {
    /// What the community has decided about visits.
    #[oai(path = "/visit-policies", method = "get", operation_id = "visits.policy")]
    async fn policy(&self, caller: Guard<can::ReadVisits>) -> Reply<Json<dto::Policy>> {
        Ok(Json(policy::read(&caller.read().await?).await?.into()))
    }

    /// Decide anew; what is due follows at once.
    #[oai(path = "/visit-policies", method = "put", operation_id = "visits.decide_policy")]
    async fn decide(&self, caller: Guard<can::DecidePolicy>, body: Json<dto::Policy>) -> Reply<Json<dto::Policy>> {
        let wanted = body.0.try_into()?;
        let tx = caller.write().await?;
        let decided = policy::decide(&tx, wanted).await?;
        tx.commit().await?;
        Ok(Json(decided.into()))
    }

    /// What is owed to a person, or to everybody.
    #[oai(path = "/visit-plans", method = "get", operation_id = "visits.plans")]
    async fn plans(
        &self,
        caller: Guard<can::PlanVisits>,
        person_id: Query<Option<Uuid>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<dto::PlanPage>> {
        let page = PageRequest { limit: limit.0, after: after.0 };
        let page = query::plans(&caller.read().await?, person_id.0, &page).await?.map(dto::Plan::from);
        Ok(Json(dto::PlanPage { items: page.items, next: page.next }))
    }

    /// Give somebody a visitor of their own (一对一); without one, the grid's worker pays the visits.
    #[oai(path = "/visit-plans/:id/visitor", method = "put", operation_id = "visits.assign")]
    async fn assign(&self, caller: Guard<can::PlanVisits>, id: Path<Uuid>, body: Json<dto::Assignment>) -> Reply<Json<dto::Plan>> {
        let tx = caller.write().await?;
        let plan = service::assign(&tx, id.0, body.0.visitor_id).await?;
        tx.commit().await?;
        Ok(Json(plan.into()))
    }
}
