//! Leave.

use mulin_entity::{
    duty::{can, leaves, query},
    kernel::{Failure, PageRequest, Role},
    people::query::today,
    tenancy::members::acting,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{DutyDecision, DutyLeave, DutyLeavePage, NewDutyLeave};
use crate::{
    Guard, Reply, Tag,
    people::{Created, Done},
};

/// Leave.
pub struct LeavesApi;

#[OpenApi(tag = "Tag::Duty")]
impl LeavesApi {
    /// Leaves that are not over; the own ones, for an administrator everybody's.
    #[oai(path = "/duty/leaves", method = "get", operation_id = "duty.leaves")]
    async fn list(
        &self,
        caller: Guard<can::ReadDuty>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<DutyLeavePage>> {
        let own = caller.role()? != Role::CommunityAdmin;
        let tx = caller.read().await?;
        let member = acting(&tx).filter(|_| own);
        let page = query::leaves(&tx, today(&tx).await?, member, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(DutyLeavePage { items: DutyLeave::all(&tx, page.items).await?, next: page.next }))
    }

    /// Ask for leave; what an administrator writes down is given by that.
    #[oai(path = "/duty/leaves", method = "post", operation_id = "duty.ask_leave")]
    async fn ask(&self, caller: Guard<can::ReadDuty>, body: Json<NewDutyLeave>) -> Reply<Created<DutyLeave>> {
        let decides = caller.role()? == Role::CommunityAdmin;
        let NewDutyLeave { from_day: from, until_day: until, reason, member_id } = body.0;
        let tx = caller.write().await?;
        let oneself = acting(&tx).ok_or_else(Failure::not_found)?;
        let member = member_id.unwrap_or(oneself);
        if member != oneself && !decides {
            // Whether there is such a member is not theirs to know.
            return Err(Failure::not_found().into());
        }
        let leave = leaves::ask(&tx, leaves::Wish { member, from, until, reason: reason.unwrap_or_default() }, decides).await?;
        let told = DutyLeave::all(&tx, vec![leave]).await?.pop().ok_or_else(Failure::not_found)?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Give a leave or not.
    #[oai(path = "/duty/leaves/:id/decision", method = "post", operation_id = "duty.decide_leave")]
    async fn decide(&self, caller: Guard<can::DirectDuty>, id: Path<Uuid>, body: Json<DutyDecision>) -> Reply<Json<DutyLeave>> {
        let tx = caller.write().await?;
        let leave = leaves::decide(&tx, id.0, body.0.approved).await?;
        let told = DutyLeave::all(&tx, vec![leave]).await?.pop().ok_or_else(Failure::not_found)?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Take a leave back; the days that are still ahead are planned anew.
    #[oai(path = "/duty/leaves/:id", method = "delete", operation_id = "duty.withdraw_leave")]
    async fn withdraw(&self, caller: Guard<can::ReadDuty>, id: Path<Uuid>) -> Reply<Done> {
        let decides = caller.role()? == Role::CommunityAdmin;
        let tx = caller.write().await?;
        leaves::withdraw(&tx, id.0, acting(&tx).filter(|_| !decides)).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }
}
