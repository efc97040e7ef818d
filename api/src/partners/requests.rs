//! What experts are asked, and what they answer.

use std::collections::HashMap;

use mulin_entity::{
    kernel::{Failure, PageRequest, Permission, Role, Tx},
    partners::{can, expertise::Act, requests, think_tank},
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::expert_dto::{ExpertRequest, ExpertRequestDeed, ExpertRequestPage, NewExpertRequest};
use crate::{Guard, Reply, Tag, people::Created};

/// Requests.
pub struct RequestsApi;

#[OpenApi(tag = "Tag::Partners")]
impl RequestsApi {
    /// What experts were asked, the latest first; whoever is not of the office sees what they are asked themselves.
    #[oai(path = "/expert-requests", method = "get", operation_id = "expert_requests.list")]
    async fn list(
        &self,
        caller: Guard<can::Advise>,
        state: Query<Option<String>>,
        matter_id: Query<Option<Uuid>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<ExpertRequestPage>> {
        let state = words::choice(state.0, "state", words::read)?;
        let tx = caller.read().await?;
        let filter = think_tank::Filter { expert: bound(&caller, &tx).await?, matter: matter_id.0, state };
        let page = think_tank::requests(&tx, filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        let names = names(&tx).await?;
        Ok(Json(ExpertRequestPage { items: page.items.into_iter().map(|row| ExpertRequest::new(row, &names)).collect(), next: page.next }))
    }

    /// Ask an expert; who has an account is told.
    #[oai(path = "/expert-requests", method = "post", operation_id = "expert_requests.ask")]
    async fn ask(&self, caller: Guard<can::KeepPartners>, body: Json<NewExpertRequest>) -> Reply<Created<ExpertRequest>> {
        let tx = caller.write().await?;
        let request = requests::ask(&tx, body.0.into()).await?;
        let told = ExpertRequest::new(request, &names(&tx).await?);
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Accept, decline, give advice, as the expert or as the office for an expert without an account; thank for it or take it back, as the office.
    #[oai(path = "/expert-requests/:id/act", method = "post", operation_id = "expert_requests.act")]
    async fn act(&self, caller: Guard<can::Advise>, id: Path<Uuid>, body: Json<ExpertRequestDeed>) -> Reply<Json<ExpertRequest>> {
        let ExpertRequestDeed { act, text, rating, revision } = body.0;
        let act = Act::named(&act).ok_or_else(|| Failure::invalid_field("act", "kernel.word_unknown"))?;
        let tx = caller.write().await?;
        let expert = bound(&caller, &tx).await?;
        let request = think_tank::request(&tx, expert, id.0).await?;
        let after = requests::act(&tx, &request, revision, act, expert.is_none(), &text.unwrap_or_default(), rating).await?;
        let told = ExpertRequest::new(after, &names(&tx).await?);
        tx.commit().await?;
        Ok(Json(told))
    }
}

/// The expert that bounds what the caller sees; none for the office. Whoever is no expert is bounded by one that is not there.
async fn bound<P: Permission>(caller: &Guard<P>, tx: &Tx) -> Result<Option<Uuid>, Failure> {
    let member = caller.member()?;
    Ok(match member.role {
        Role::CommunityAdmin | Role::Staff => None,
        _ => Some(think_tank::expert_of(tx, member.id).await?.map_or(Uuid::nil(), |expert| expert.id)),
    })
}

async fn names(tx: &Tx) -> Result<HashMap<Uuid, String>, Failure> {
    Ok(think_tank::experts(tx, None).await?.into_iter().map(|expert| (expert.id, expert.name)).collect())
}
