//! The three lists.

use mulin_entity::{
    kernel::{Failure, PageRequest},
    partners::{can, offers, query, rules::OfferAct},
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
    dto::{NewOffer, Offer, OfferDeed, OfferPage},
};
use crate::{Guard, Reply, Tag, people::Created};

/// Lists.
pub struct ListsApi;

#[OpenApi(tag = "Tag::Partners")]
impl ListsApi {
    /// What is offered, needed, and to be done together; the latest first.
    #[oai(path = "/offers", method = "get", operation_id = "offers.list")]
    async fn list(
        &self,
        caller: Guard<can::TakePart>,
        list: Query<Option<String>>,
        state: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<OfferPage>> {
        let (list, state) = (words::choice(list.0, "list", words::read)?, words::choice(state.0, "state", words::read)?);
        let tx = caller.read().await?;
        let page = query::offers(&tx, list, state, &PageRequest { limit: limit.0, after: after.0 }).await?;
        let names = query::unit_names(&tx).await?;
        Ok(Json(OfferPage { items: page.items.into_iter().map(|row| Offer::new(row, &names)).collect(), next: page.next }))
    }

    /// Put an entry on a list.
    #[oai(path = "/offers", method = "post", operation_id = "offers.add")]
    async fn add(&self, caller: Guard<can::KeepPartners>, body: Json<NewOffer>) -> Reply<Created<Offer>> {
        let tx = caller.write().await?;
        let offer = offers::add(&tx, body.0.read()?).await?;
        let told = Offer::new(offer, &query::unit_names(&tx).await?);
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Change an entry that nobody has claimed.
    #[oai(path = "/offers/:id", method = "put", operation_id = "offers.change")]
    async fn change(&self, caller: Guard<can::KeepPartners>, id: Path<Uuid>, body: Json<NewOffer>) -> Reply<Json<Offer>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let offer = offers::change(&tx, id.0, revision, body.0.read()?).await?;
        let told = Offer::new(offer, &query::unit_names(&tx).await?);
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Claim an entry (认领), let it go, report it done, or take it back. A unit's contact does so for the unit; the office for the unit that is
    /// named, or for the community.
    #[oai(path = "/offers/:id/act", method = "post", operation_id = "offers.act")]
    async fn act(&self, caller: Guard<can::TakePart>, id: Path<Uuid>, body: Json<OfferDeed>) -> Reply<Json<Offer>> {
        let OfferDeed { act, unit_id, note, revision } = body.0;
        let act = OfferAct::named(&act).ok_or_else(|| Failure::invalid_field("act", "kernel.word_unknown"))?;
        let tx = caller.write().await?;
        let unit = bound(&caller, &tx).await?.or(unit_id);
        let offer = offers::act(&tx, id.0, revision, act, unit, &note.unwrap_or_default()).await?;
        let told = Offer::new(offer, &query::unit_names(&tx).await?);
        tx.commit().await?;
        Ok(Json(told))
    }
}
