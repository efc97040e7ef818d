//! What members do by themselves: sign up, cancel, check in and out.

use mulin_entity::{
    attendance::{
        Who, can, check_in, check_out, query,
        sign_up::{self, Door},
    },
    kernel::Failure,
};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::{
    dto::{Attendee, CodeScan, OwnOccasions},
    roll::SignedUp,
};
use crate::{Guard, Reply, Tag, caller::Caller};

/// Taking part oneself.
pub struct OwnApi;

fn me(caller: &Caller) -> Result<Who, Failure> {
    Ok(Who::Member(caller.member()?.id))
}

#[OpenApi(tag = "Tag::Attendance")]
impl OwnApi {
    /// What the caller takes part in.
    #[oai(path = "/occasions/mine", method = "get", operation_id = "attendance.mine")]
    async fn mine(&self, caller: Guard<can::TakePart>) -> Reply<Json<OwnOccasions>> {
        let rows = query::mine(&caller.read().await?, me(&caller)?).await?;
        Ok(Json(OwnOccasions::new(rows, &caller.member()?.name)?))
    }

    /// Sign up.
    #[oai(path = "/occasions/:id/mine", method = "post", operation_id = "attendance.sign_up")]
    async fn sign_up(&self, caller: Guard<can::TakePart>, id: Path<Uuid>) -> Reply<SignedUp> {
        let tx = caller.write().await?;
        let row = sign_up::sign_up(&tx, id.0, me(&caller)?, Door::Own).await?;
        let told = Attendee::new(query::shown(&tx, row).await?);
        tx.commit().await?;
        Ok(SignedUp::Created(Json(told)))
    }

    /// Cancel.
    #[oai(path = "/occasions/:id/mine", method = "delete", operation_id = "attendance.cancel")]
    async fn cancel(&self, caller: Guard<can::TakePart>, id: Path<Uuid>) -> Reply<Json<Attendee>> {
        let tx = caller.write().await?;
        let row = sign_up::cancel(&tx, id.0, me(&caller)?, Door::Own).await?;
        let told = Attendee::new(query::shown(&tx, row).await?);
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Check in with the code on the screen, also later from a phone that had no network.
    #[oai(path = "/occasions/:id/mine/check-in", method = "post", operation_id = "attendance.check_in")]
    async fn check_in(&self, caller: Guard<can::TakePart>, id: Path<Uuid>, body: Json<CodeScan>) -> Reply<Json<Attendee>> {
        let tx = caller.write().await?;
        let row = check_in::check_in(&tx, id.0, me(&caller)?, body.0.into()).await?;
        let told = Attendee::new(query::shown(&tx, row).await?);
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Check out with the code on the screen.
    #[oai(path = "/occasions/:id/mine/check-out", method = "post", operation_id = "attendance.check_out")]
    async fn check_out(&self, caller: Guard<can::TakePart>, id: Path<Uuid>, body: Json<CodeScan>) -> Reply<Json<Attendee>> {
        let tx = caller.write().await?;
        let row = check_out::check_out(&tx, id.0, me(&caller)?, body.0.into()).await?;
        let told = Attendee::new(query::shown(&tx, row).await?);
        tx.commit().await?;
        Ok(Json(told))
    }
}
