//! What there is for points, and handing it out.

use mulin_entity::{
    kernel::{PageRequest, Role},
    people::words,
    points::{can, catalogue, query, redeem},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{NewReward, Redemption, RedemptionCode, RedemptionPage, Reward},
    own::shown,
};
use crate::{Guard, Reply, Tag, people::Created};

/// Rewards.
pub struct RewardsApi;

#[OpenApi(tag = "Tag::Points")]
impl RewardsApi {
    /// What is to be had now, the cheapest first; the office sees all there is.
    #[oai(path = "/rewards", method = "get", operation_id = "rewards.list")]
    async fn list(&self, caller: Guard<can::HoldPoints>) -> Reply<Json<Vec<Reward>>> {
        let office = matches!(caller.role()?, Role::CommunityAdmin | Role::Staff);
        Ok(Json(catalogue::list(&caller.read().await?, office).await?.into_iter().map(Reward::from).collect()))
    }

    /// Add a reward.
    #[oai(path = "/rewards", method = "post", operation_id = "rewards.add")]
    async fn add(&self, caller: Guard<can::RulePoints>, body: Json<NewReward>) -> Reply<Created<Reward>> {
        let tx = caller.write().await?;
        let row = catalogue::add(&tx, body.0.into()).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(row.into())))
    }

    /// Change a reward; what was taken of it before stays as it was.
    #[oai(path = "/rewards/:id", method = "put", operation_id = "rewards.change")]
    async fn change(&self, caller: Guard<can::RulePoints>, id: Path<Uuid>, body: Json<NewReward>) -> Reply<Json<Reward>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let row = catalogue::change(&tx, id.0, revision, body.0.into()).await?;
        tx.commit().await?;
        Ok(Json(row.into()))
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
