//! Changing duty with somebody who agrees.

use mulin_entity::{
    duty::{can, query, swaps},
    kernel::Failure,
    tenancy::members::acting,
};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::dto::{DutyAnswer, DutySwap, NewDutySwap};
use crate::{Guard, Reply, Tag, people::Created};

/// Changes of duty.
pub struct SwapsApi;

#[OpenApi(tag = "Tag::Duty")]
impl SwapsApi {
    /// Changes that the caller asked for or is asked for, and that wait for an answer.
    #[oai(path = "/duty/swaps", method = "get", operation_id = "duty.swaps")]
    async fn list(&self, caller: Guard<can::ReadDuty>) -> Reply<Json<Vec<DutySwap>>> {
        let tx = caller.read().await?;
        let member = acting(&tx).ok_or_else(Failure::not_found)?;
        let mut told = Vec::new();
        for swap in query::swaps(&tx, member).await? {
            told.push(DutySwap::new(&tx, swap).await?);
        }
        Ok(Json(told))
    }

    /// Ask somebody to take a duty, or to change it for one of theirs.
    #[oai(path = "/duty/swaps", method = "post", operation_id = "duty.ask_swap")]
    async fn ask(&self, caller: Guard<can::ReadDuty>, body: Json<NewDutySwap>) -> Reply<Created<DutySwap>> {
        let NewDutySwap { shift_id: shift, other_id: other, other_shift_id: other_shift, note } = body.0;
        let tx = caller.write().await?;
        let swap = swaps::ask(&tx, acting(&tx), swaps::Wish { shift, other, other_shift, note: note.unwrap_or_default() }).await?;
        let told = DutySwap::new(&tx, swap).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Agree to a change or not; whoever asked takes it back by not agreeing.
    #[oai(path = "/duty/swaps/:id/answer", method = "post", operation_id = "duty.answer_swap")]
    async fn answer(&self, caller: Guard<can::ReadDuty>, id: Path<Uuid>, body: Json<DutyAnswer>) -> Reply<Json<DutySwap>> {
        let tx = caller.write().await?;
        let swap = swaps::answer(&tx, acting(&tx), id.0, body.0.agreed).await?;
        let told = DutySwap::new(&tx, swap).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
