//! Whistles.

use mulin_entity::{
    kernel::{Failure, PageRequest},
    partners::{can, query, whistles},
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    bound,
    dto::{NewWhistle, Whistle, WhistleDeed, WhistlePage},
};
use crate::{Guard, Reply, Tag, people::Created};

/// Whistles.
pub struct WhistlesApi;

#[OpenApi(tag = "Tag::Partners")]
impl WhistlesApi {
    /// The whistles, the latest first; a unit's contact sees those that call the unit.
    #[oai(path = "/whistles", method = "get", operation_id = "whistles.list")]
    async fn list(
        &self,
        caller: Guard<can::TakePart>,
        stage: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<WhistlePage>> {
        let stage = words::choice(stage.0, "stage", words::read)?;
        let tx = caller.read().await?;
        let page = query::whistles(&tx, bound(&caller, &tx).await?, stage, &PageRequest { limit: limit.0, after: after.0 }).await?;
        let ids: Vec<Uuid> = page.items.iter().map(|whistle| whistle.id).collect();
        let mut arrivals = query::arrivals(&tx, &ids).await?;
        let items = page.items.into_iter().map(|row| {
            let arrivals = arrivals.remove(&row.id).unwrap_or_default();
            Whistle::brief(row, arrivals)
        });
        Ok(Json(WhistlePage { items: items.collect(), next: page.next }))
    }

    /// Blow the whistle (吹哨): the units are called, and their contacts told at once.
    #[oai(path = "/whistles", method = "post", operation_id = "whistles.blow")]
    async fn blow(&self, caller: Guard<can::KeepPartners>, body: Json<NewWhistle>) -> Reply<Created<Whistle>> {
        let tx = caller.write().await?;
        let whistle = whistles::blow(&tx, body.0.read()?).await?;
        let told = Whistle::whole(&tx, None, whistle.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One whistle, and how far those are whom it calls; a unit's contact sees the own unit.
    #[oai(path = "/whistles/:id", method = "get", operation_id = "whistles.get")]
    async fn get(&self, caller: Guard<can::TakePart>, id: Path<Uuid>) -> Reply<Json<Whistle>> {
        let tx = caller.read().await?;
        Ok(Json(Whistle::whole(&tx, bound(&caller, &tx).await?, id.0).await?))
    }

    /// Write down what came of a whistle, so that those who came can sign it; or call it off.
    #[oai(path = "/whistles/:id/act", method = "post", operation_id = "whistles.act")]
    async fn act(&self, caller: Guard<can::KeepPartners>, id: Path<Uuid>, body: Json<WhistleDeed>) -> Reply<Json<Whistle>> {
        let WhistleDeed { act, note, revision } = body.0;
        let tx = caller.write().await?;
        match act.as_str() {
            "conclude" => whistles::conclude(&tx, id.0, revision, &note.unwrap_or_default()).await?,
            "call_off" => whistles::call_off(&tx, id.0, revision, &note.unwrap_or_default()).await?,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        let told = Whistle::whole(&tx, None, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
