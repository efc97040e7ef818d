//! What there is for points, and handing it out.

use mulin_entity::{
    evidence::{self, Moment, Of},
    kernel::{PageRequest, Role},
    people::words,
    points::{can, catalogue, query, redeem, term},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{NewReward, Redemption, RedemptionCode, RedemptionPage},
    own::shown,
    shown::{PointTerm, PointTermDecision, Reward},
};
use crate::{
    Guard, Reply, Tag,
    evidence::{NewPhoto, Photo, PhotoAdded},
    people::Created,
};

/// Rewards.
pub struct RewardsApi;

#[OpenApi(tag = "Tag::Points")]
impl RewardsApi {
    /// What is to be had now, the cheapest first; the office sees all there is.
    #[oai(path = "/rewards", method = "get", operation_id = "rewards.list")]
    async fn list(&self, caller: Guard<can::HoldPoints>) -> Reply<Json<Vec<Reward>>> {
        let office = matches!(caller.role()?, Role::CommunityAdmin | Role::Staff);
        let tx = caller.read().await?;
        Ok(Json(Reward::all(&tx, catalogue::list(&tx, office).await?).await?))
    }

    /// Add a reward.
    #[oai(path = "/rewards", method = "post", operation_id = "rewards.add")]
    async fn add(&self, caller: Guard<can::RulePoints>, body: Json<NewReward>) -> Reply<Created<Reward>> {
        let tx = caller.write().await?;
        let row = catalogue::add(&tx, body.0.into()).await?;
        let told = Reward::new(&tx, row).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Change a reward; what was taken of it before stays as it was.
    #[oai(path = "/rewards/:id", method = "put", operation_id = "rewards.change")]
    async fn change(&self, caller: Guard<can::RulePoints>, id: Path<Uuid>, body: Json<NewReward>) -> Reply<Json<Reward>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let row = catalogue::change(&tx, id.0, revision, body.0.into()).await?;
        let told = Reward::new(&tx, row).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Add a photo of a reward; the last one is shown.
    #[oai(path = "/rewards/:id/photos", method = "post", operation_id = "rewards.add_photo")]
    async fn add_photo(&self, caller: Guard<can::RulePoints>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let tx = caller.read().await?;
        catalogue::one(&tx, id.0).await?;
        drop(tx);
        let (moment, developed) = body.develop(Moment::Before).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Reward(id.0), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }

    /// When points lapse that nobody spent.
    #[oai(path = "/point-term", method = "get", operation_id = "points.term")]
    async fn term(&self, caller: Guard<can::HoldPoints>) -> Reply<Json<PointTerm>> {
        Ok(Json(term::now(&caller.read().await?).await?.into()))
    }

    /// Decide anew when points lapse: what a year brought, on a day of the next one, or never. Everybody is told thirty days before.
    #[oai(path = "/point-term", method = "put", operation_id = "points.decide_term")]
    async fn decide_term(&self, caller: Guard<can::RulePoints>, body: Json<PointTermDecision>) -> Reply<Json<PointTerm>> {
        let on = body.0.on()?;
        let tx = caller.write().await?;
        let term = term::decide(&tx, body.0.after, on).await?;
        tx.commit().await?;
        Ok(Json(Some(term).into()))
    }

    /// What was taken, by everybody, the latest first.
    #[oai(path = "/redemptions", method = "get", operation_id = "redemptions.list")]
    async fn redemptions(
        &self,
        caller: Guard<can::KeepPoints>,
        /// `waiting`, `handed_out`, `cancelled` or `expired`.
        state: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<RedemptionPage>> {
        let state = words::choice(state.0, "state", words::read)?;
        let page = query::redemptions(&caller.read().await?, None, state, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(RedemptionPage { items: page.items.into_iter().map(Redemption::from).collect(), next: page.next }))
    }

    /// Hand out what waits under a code, once.
    #[oai(path = "/redemptions/hand-out", method = "post", operation_id = "redemptions.hand_out")]
    async fn hand_out(&self, caller: Guard<can::KeepPoints>, body: Json<RedemptionCode>) -> Reply<Json<Redemption>> {
        let tx = caller.write().await?;
        let (row, _) = redeem::hand_out(&tx, &body.0.code).await?;
        let told = shown(&tx, row).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
