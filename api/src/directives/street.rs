//! What a street hands down, and how far its communities are with it.

use mulin_entity::{
    directives::{Act, can, query, street},
    kernel::{Failure, PageRequest, Why},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{DirectiveJudgement, DirectiveWithdrawal, NewDirective, SentDirective, SentDirectivePage, Urged};
use crate::{Guard, Reply, Tag, people::Created};

/// Directives, as the street has them.
pub struct StreetDirectivesApi;

#[OpenApi(tag = "Tag::Directives")]
impl StreetDirectivesApi {
    /// What was handed down, the latest first, with how far each community is.
    #[oai(path = "/street/directives", method = "get", operation_id = "directives.list_sent")]
    async fn list_sent(
        &self,
        caller: Guard<can::Direct>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<SentDirectivePage>> {
        let sys = caller.db().system_read(Why::Directives).await?;
        let page = query::sent(&sys, caller.street()?, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(SentDirectivePage { items: page.items.into_iter().map(SentDirective::from).collect(), next: page.next }))
    }

    /// Hand a notice or a task down: the administrators of each community are told.
    #[oai(path = "/street/directives", method = "post", operation_id = "directives.send")]
    async fn send(&self, caller: Guard<can::Direct>, body: Json<NewDirective>) -> Reply<Created<SentDirective>> {
        let sys = caller.db().system(Why::Directives).await?;
        let sent = street::send(&sys, caller.street()?, caller.account(), body.0.read()?).await?;
        sys.commit().await?;
        Ok(Created::Created(Json(sent.into())))
    }

    /// One of them, with what each community answered.
    #[oai(path = "/street/directives/:id", method = "get", operation_id = "directives.get_sent")]
    async fn get_sent(&self, caller: Guard<can::Direct>, id: Path<Uuid>) -> Reply<Json<SentDirective>> {
        let sys = caller.db().system_read(Why::Directives).await?;
        Ok(Json(query::sent_one(&sys, caller.street()?, id.0).await?.into()))
    }

    /// Accept what a community reports, or return it with a reason.
    #[oai(path = "/street/directives/:id/communities/:code/act", method = "post", operation_id = "directives.judge")]
    async fn judge(
        &self,
        caller: Guard<can::Direct>,
        id: Path<Uuid>,
        code: Path<String>,
        body: Json<DirectiveJudgement>,
    ) -> Reply<Json<SentDirective>> {
        let act = match body.0.act.as_str() {
            "accept" => Act::Accept,
            "return" => Act::Return,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        let sys = caller.db().system(Why::Directives).await?;
        let remark = body.0.remark.unwrap_or_default();
        let sent = street::judge(&sys, caller.street()?, caller.account(), id.0, &code.0, act, &remark).await?;
        sys.commit().await?;
        Ok(Json(sent.into()))
    }

    /// Urge the communities from which something is missing (催办); each is told once a day.
    #[oai(path = "/street/directives/:id/urge", method = "post", operation_id = "directives.urge")]
    async fn urge(&self, caller: Guard<can::Direct>, id: Path<Uuid>) -> Reply<Json<Urged>> {
        let sys = caller.db().system(Why::Directives).await?;
        let urged = street::urge(&sys, caller.street()?, caller.account(), id.0).await?;
        sys.commit().await?;
        Ok(Json(Urged { communities: u64::try_from(urged).unwrap_or_default() }))
    }

    /// Take it back, with a reason.
    #[oai(path = "/street/directives/:id/withdraw", method = "post", operation_id = "directives.withdraw")]
    async fn withdraw(&self, caller: Guard<can::Direct>, id: Path<Uuid>, body: Json<DirectiveWithdrawal>) -> Reply<Json<SentDirective>> {
        let sys = caller.db().system(Why::Directives).await?;
        let sent = street::withdraw(&sys, caller.street()?, caller.account(), id.0, &body.0.reason).await?;
        sys.commit().await?;
        Ok(Json(sent.into()))
    }
}
