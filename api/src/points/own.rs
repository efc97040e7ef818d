//! The own points, and what is taken for them.

use mulin_entity::{
    enrolment::who,
    kernel::{Failure, PageRequest, Tx},
    points::{can, query, redeem},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{PointLine, PointStatement, Redemption, RedemptionPage};
use crate::{Guard, Reply, Tag, caller::Caller, people::Created};

/// One's own points.
pub struct OwnPointsApi;

/// The redemption as it is shown.
pub(super) async fn shown(tx: &Tx, row: mulin_entity::points::redemption::Model) -> Result<Redemption, Failure> {
    query::told(tx, vec![row]).await?.pop().map(Redemption::from).ok_or_else(Failure::not_found)
}

fn member(caller: &Caller) -> Result<Uuid, Failure> {
    Ok(caller.member()?.id)
}

#[OpenApi(tag = "Tag::Points")]
impl OwnPointsApi {
    /// The caller's points, and what moved on the account, the latest first.
    #[oai(path = "/points/mine", method = "get", operation_id = "points.mine")]
    async fn mine(
        &self,
        caller: Guard<can::HoldPoints>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<PointStatement>> {
        let tx = caller.write().await?;
        let account = query::account(&tx, who(&tx, member(&caller)?).await?).await?;
        let page = query::statement(&tx, account.id, &PageRequest { limit: limit.0, after: after.0 }).await?;
        tx.commit().await?;
        let items = page.items.into_iter().map(PointLine::from).collect();
        Ok(Json(PointStatement { balance: account.balance, items, next: page.next }))
    }

    /// What the caller took, the latest first.
    #[oai(path = "/redemptions/mine", method = "get", operation_id = "redemptions.mine")]
    async fn taken(
        &self,
        caller: Guard<can::HoldPoints>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<RedemptionPage>> {
        let tx = caller.write().await?;
        let account = query::account(&tx, who(&tx, member(&caller)?).await?).await?;
        let page = query::redemptions(&tx, Some(account.id), None, &PageRequest { limit: limit.0, after: after.0 }).await?;
        tx.commit().await?;
        Ok(Json(RedemptionPage { items: page.items.into_iter().map(Redemption::from).collect(), next: page.next }))
    }

    /// Take a reward: the points go, and a code is shown at the desk.
    #[oai(path = "/rewards/:id/redemptions", method = "post", operation_id = "rewards.redeem")]
    async fn redeem(&self, caller: Guard<can::HoldPoints>, id: Path<Uuid>) -> Reply<Created<Redemption>> {
        let tx = caller.write().await?;
        let row = redeem::redeem(&tx, who(&tx, member(&caller)?).await?, id.0).await?;
        let told = shown(&tx, row).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Give a reward back that was not fetched: the points come back.
    #[oai(path = "/redemptions/:id", method = "delete", operation_id = "redemptions.cancel")]
    async fn cancel(&self, caller: Guard<can::HoldPoints>, id: Path<Uuid>) -> Reply<Json<Redemption>> {
        let tx = caller.write().await?;
        let row = redeem::cancel(&tx, id.0, Some(who(&tx, member(&caller)?).await?)).await?;
        let told = shown(&tx, row).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
