//! Wishes for what is not on the menu.

use mulin_entity::{
    activities::{
        can,
        query::Sight,
        wishes::{self, Answer},
    },
    attendance,
    enrolment::Who,
    kernel::{Failure, PageRequest, Tx},
    people::{Reach, words},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{NewVote, NewWish, Wish, WishAnswer, WishPage},
    me, sight,
};
use crate::{Guard, Reply, Tag, people::Created};

/// Wishes.
pub struct WishesApi;

#[OpenApi(tag = "Tag::Activities")]
impl WishesApi {
    /// Wishes, the latest first.
    #[oai(path = "/wishes", method = "get", operation_id = "wishes.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadMenu>,
        state: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<WishPage>> {
        let state = words::choice(state.0, "state", words::read)?;
        let tx = caller.read().await?;
        let me = me(&caller, &tx).await?;
        Ok(Json(wishes::list(&tx, Some(me), state, &PageRequest { limit: limit.0, after: after.0 }).await?.into()))
    }

    /// Ask for something that is not on the menu; the desk also for a resident.
    #[oai(path = "/wishes", method = "post", operation_id = "wishes.ask")]
    async fn ask(&self, caller: Guard<can::ReadMenu>, body: Json<NewWish>) -> Reply<Created<Wish>> {
        let tx = caller.write().await?;
        let who = whose(&caller, &tx, body.0.person_id).await?;
        let wish = wishes::ask(&tx, who, &body.0.title, &body.0.words.unwrap_or_default()).await?;
        let told = wishes::one(&tx, Some(who), wish.id).await?.into();
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Want the same, once.
    #[oai(path = "/wishes/:id/votes", method = "post", operation_id = "wishes.vote")]
    async fn vote(&self, caller: Guard<can::ReadMenu>, id: Path<Uuid>, body: Json<NewVote>) -> Reply<Json<Wish>> {
        let tx = caller.write().await?;
        let who = whose(&caller, &tx, body.0.person_id).await?;
        wishes::vote(&tx, id.0, who).await?;
        let told = wishes::one(&tx, Some(who), id.0).await?.into();
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Answer: planned as an activity, or declined with a reason. Those who want it are told.
    #[oai(path = "/wishes/:id/answer", method = "post", operation_id = "wishes.answer")]
    async fn answer(&self, caller: Guard<can::KeepMenu>, id: Path<Uuid>, body: Json<WishAnswer>) -> Reply<Json<Wish>> {
        let WishAnswer { activity_id, words, revision } = body.0;
        let answer = activity_id.map_or(Answer::Declined, Answer::Planned);
        let tx = caller.write().await?;
        wishes::answer(&tx, id.0, revision, answer, &words.unwrap_or_default()).await?;
        let told = wishes::one(&tx, Some(me(&caller, &tx).await?), id.0).await?.into();
        tx.commit().await?;
        Ok(Json(told))
    }
}

/// The caller; or, for the office, the resident who stands at the desk.
async fn whose(caller: &Guard<can::ReadMenu>, tx: &Tx, person: Option<Uuid>) -> Result<Who, Failure> {
    match person {
        None => me(caller, tx).await,
        Some(_) if sight(caller, tx).await? != Sight::Office => Err(Failure::not_found()),
        Some(person) => attendance::query::resident(tx, Reach::Community, person).await,
    }
}
