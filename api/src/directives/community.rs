//! What a community does with what its street hands down.

use mulin_entity::{
    directives::{Act, can, query, service},
    kernel::{Failure, PageRequest},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{Directive, DirectiveAct, DirectiveMatter, DirectivePage};
use crate::{Guard, Reply, Tag};

/// Directives, as a community has them.
pub struct DirectivesApi;

#[OpenApi(tag = "Tag::Directives")]
impl DirectivesApi {
    /// What the street hands down, the latest first.
    #[oai(path = "/directives", method = "get", operation_id = "directives.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadDirectives>,
        /// Only what waits for the community.
        open: Query<Option<bool>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<DirectivePage>> {
        let page = PageRequest { limit: limit.0, after: after.0 };
        let page = query::list(&caller.read().await?, open.0.unwrap_or_default(), &page).await?;
        Ok(Json(DirectivePage { items: page.items.into_iter().map(Directive::from).collect(), next: page.next }))
    }

    /// One of them.
    #[oai(path = "/directives/:id", method = "get", operation_id = "directives.get")]
    async fn get(&self, caller: Guard<can::ReadDirectives>, id: Path<Uuid>) -> Reply<Json<Directive>> {
        Ok(Json(query::one(&caller.read().await?, id.0).await?.into()))
    }

    /// Acknowledge it (签收), or report what was done (反馈).
    #[oai(path = "/directives/:id/act", method = "post", operation_id = "directives.act")]
    async fn act(&self, caller: Guard<can::AnswerDirectives>, id: Path<Uuid>, body: Json<DirectiveAct>) -> Reply<Json<Directive>> {
        let DirectiveAct { act, answer, revision } = body.0;
        let act = match act.as_str() {
            "acknowledge" => Act::Acknowledge,
            "report" => Act::Report,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        let tx = caller.write().await?;
        let copy = service::act(&tx, id.0, revision, act, &answer.unwrap_or_default()).await?;
        tx.commit().await?;
        Ok(Json(copy.into()))
    }

    /// Take a task on as a matter, with the clocks of its kind.
    #[oai(path = "/directives/:id/matter", method = "post", operation_id = "directives.become_matter")]
    async fn become_matter(
        &self,
        caller: Guard<can::AnswerDirectives>,
        id: Path<Uuid>,
        body: Json<DirectiveMatter>,
    ) -> Reply<Json<Directive>> {
        let tx = caller.write().await?;
        let copy = service::become_matter(&tx, id.0, body.0.kind_id, body.0.member_id).await?;
        tx.commit().await?;
        Ok(Json(copy.into()))
    }
}
