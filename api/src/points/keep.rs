//! The office's view: accounts, rules, doubts, whether the books add up.

use mulin_entity::{
    enrolment::Who,
    kernel::{Failure, PageRequest, Role},
    points::{award, can, doubts, query, tariff},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{
    PointAccount, PointAccountPage, PointDecision, PointDoubt, PointDoubtDecision, PointDoubtPage, PointGrant, PointLine, PointProof,
    PointReason, PointRule, PointStatement,
};
use crate::{
    Guard, Reply, Tag,
    people::{Created, Done},
};

/// Everybody's points.
pub struct PointsApi;

#[OpenApi(tag = "Tag::Points")]
impl PointsApi {
    /// The accounts, whoever has most first.
    #[oai(path = "/point-accounts", method = "get", operation_id = "points.accounts")]
    async fn accounts(
        &self,
        caller: Guard<can::KeepPoints>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<PointAccountPage>> {
        let page = query::accounts(&caller.read().await?, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(PointAccountPage { items: page.items.into_iter().map(PointAccount::from).collect(), next: page.next }))
    }

    /// What moved on an account, the latest first.
    #[oai(path = "/point-accounts/:id/statement", method = "get", operation_id = "points.statement")]
    async fn statement(
        &self,
        caller: Guard<can::KeepPoints>,
        id: Path<Uuid>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<PointStatement>> {
        let tx = caller.read().await?;
        let balance = query::held(&tx, id.0).await?.account.balance;
        let page = query::statement(&tx, id.0, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(PointStatement { balance, items: page.items.into_iter().map(PointLine::from).collect(), next: page.next }))
    }

    /// Give or take points by hand, with a reason; more than 50 at once are the administrator's to give.
    #[oai(path = "/points/grants", method = "post", operation_id = "points.grant")]
    async fn grant(&self, caller: Guard<can::KeepPoints>, body: Json<PointGrant>) -> Reply<Created<PointAccount>> {
        let PointGrant { person_id, member_id, points, note } = body.0;
        let administrator = caller.role()? == Role::CommunityAdmin;
        let tx = caller.write().await?;
        let who = match (person_id, member_id) {
            (Some(person), None) => {
                Who::Person(mulin_entity::people::query::read(&tx, mulin_entity::people::Reach::Community, person).await?.person.id)
            }
            (None, Some(member)) => Who::Member(mulin_entity::tenancy::members::get(&tx, member).await?.id),
            _ => return Err(Failure::invalid_field("person_id", "points.number_implausible").into()),
        };
        award::grant(&tx, who, points, &note, administrator).await?;
        let account = query::account(&tx, who).await?;
        let told = query::held(&tx, account.id).await?.into();
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Undo a posting, once, with a reason.
    #[oai(path = "/point-postings/:id/reversal", method = "post", operation_id = "points.reverse")]
    async fn reverse(&self, caller: Guard<can::RulePoints>, id: Path<Uuid>, body: Json<PointReason>) -> Reply<Done> {
        let tx = caller.write().await?;
        award::reverse(&tx, id.0, &body.0.note).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }

    /// What services are worth.
    #[oai(path = "/point-rules", method = "get", operation_id = "points.rules")]
    async fn rules(&self, caller: Guard<can::HoldPoints>) -> Reply<Json<Vec<PointRule>>> {
        Ok(Json(tariff::rules(&caller.read().await?).await?.into_iter().map(PointRule::from).collect()))
    }

    /// Decide anew what a service is worth; what was given before stays.
    #[oai(path = "/point-rules/:service", method = "put", operation_id = "points.decide_rule")]
    async fn decide_rule(
        &self,
        caller: Guard<can::RulePoints>,
        service: Path<String>,
        body: Json<PointDecision>,
    ) -> Reply<Json<PointRule>> {
        let tx = caller.write().await?;
        let rule = tariff::decide(&tx, &service.0, body.0.after, body.0.read()?).await?;
        tx.commit().await?;
        Ok(Json(rule.into()))
    }

    /// Points that are held back because something is odd.
    #[oai(path = "/point-doubts", method = "get", operation_id = "points.doubts")]
    async fn doubts(
        &self,
        caller: Guard<can::KeepPoints>,
        /// Only those that nobody has decided.
        open: Query<Option<bool>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<PointDoubtPage>> {
        let tx = caller.read().await?;
        let page = doubts::list(&tx, open.0.unwrap_or_default(), &PageRequest { limit: limit.0, after: after.0 }).await?;
        let names = query::names_of(&tx, page.items.iter().map(|doubt| doubt.account_id)).await?;
        let told = |doubt: mulin_entity::points::point_doubt::Model| {
            let name = names.get(&doubt.account_id).cloned().unwrap_or_default();
            PointDoubt::new(doubt, name)
        };
        Ok(Json(PointDoubtPage { items: page.items.into_iter().map(told).collect::<Result<_, _>>()?, next: page.next }))
    }

    /// Give the points after all, or refuse them.
    #[oai(path = "/point-doubts/:id/decision", method = "post", operation_id = "points.decide_doubt")]
    async fn decide_doubt(&self, caller: Guard<can::KeepPoints>, id: Path<Uuid>, body: Json<PointDoubtDecision>) -> Reply<Done> {
        let tx = caller.write().await?;
        doubts::decide(&tx, id.0, body.0.release, &body.0.note).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }

    /// Add the books up (对账): from their entries, now.
    #[oai(path = "/points/proof", method = "get", operation_id = "points.prove")]
    async fn prove(&self, caller: Guard<can::KeepPoints>) -> Reply<Json<PointProof>> {
        Ok(Json(query::proof(&caller.read().await?).await?.into()))
    }
}
