//! What members do by themselves: sign up, cancel, check in and out.

use mulin_entity::{
    attendance::{
        Who, can, check_in, check_out, query,
        sign_up::{self, Door},
    },
    enrolment,
    kernel::{Failure, Tx},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{Attendee, CodeScan, OwnOccasions},
    roll::SignedUp,
};
use crate::{Guard, Reply, Tag, caller::Caller};

/// Taking part oneself.
pub struct OwnApi;

/// The resident whom the caller is, or the child for whom they act.
async fn who(tx: &Tx, caller: &Caller, child: Option<Uuid>) -> Result<Who, Failure> {
    enrolment::acting_for(tx, caller.member()?.id, child).await
}

#[OpenApi(tag = "Tag::Attendance")]
impl OwnApi {
    /// What the caller takes part in, and the children for whom they act.
    #[oai(path = "/occasions/mine", method = "get", operation_id = "attendance.mine")]
    async fn mine(&self, caller: Guard<can::TakePart>) -> Reply<Json<OwnOccasions>> {
        let (tx, member) = (caller.read().await?, caller.member()?);
        let mut told = OwnOccasions::new(query::mine(&tx, Who::Member(member.id)).await?, &member.name)?;
        for child in enrolment::children::of_member(&tx, member.id).await? {
            told.add(OwnOccasions::new(query::mine(&tx, Who::Person(child.id)).await?, &child.name)?);
        }
        Ok(Json(told))
    }

    /// Sign up; with `person_id` for a child.
    #[oai(path = "/occasions/:id/mine", method = "post", operation_id = "attendance.sign_up")]
    async fn sign_up(&self, caller: Guard<can::TakePart>, id: Path<Uuid>, person_id: Query<Option<Uuid>>) -> Reply<SignedUp> {
        let tx = caller.write().await?;
        let row = sign_up::sign_up(&tx, id.0, who(&tx, &caller, person_id.0).await?, Door::Own).await?;
        let told = Attendee::new(query::shown(&tx, row).await?);
        tx.commit().await?;
        Ok(SignedUp::Created(Json(told)))
    }

    /// Cancel; with `person_id` for a child.
    #[oai(path = "/occasions/:id/mine", method = "delete", operation_id = "attendance.cancel")]
    async fn cancel(&self, caller: Guard<can::TakePart>, id: Path<Uuid>, person_id: Query<Option<Uuid>>) -> Reply<Json<Attendee>> {
        let tx = caller.write().await?;
        let row = sign_up::cancel(&tx, id.0, who(&tx, &caller, person_id.0).await?, Door::Own).await?;
        let told = Attendee::new(query::shown(&tx, row).await?);
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Check in with the code on the screen, also later from a phone that had no network.
    #[oai(path = "/occasions/:id/mine/check-in", method = "post", operation_id = "attendance.check_in")]
    async fn check_in(
        &self,
        caller: Guard<can::TakePart>,
        id: Path<Uuid>,
        person_id: Query<Option<Uuid>>,
        body: Json<CodeScan>,
    ) -> Reply<Json<Attendee>> {
        let tx = caller.write().await?;
        let row = check_in::check_in(&tx, id.0, who(&tx, &caller, person_id.0).await?, body.0.into()).await?;
        let told = Attendee::new(query::shown(&tx, row).await?);
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Check out with the code on the screen.
    #[oai(path = "/occasions/:id/mine/check-out", method = "post", operation_id = "attendance.check_out")]
    async fn check_out(
        &self,
        caller: Guard<can::TakePart>,
        id: Path<Uuid>,
        person_id: Query<Option<Uuid>>,
        body: Json<CodeScan>,
    ) -> Reply<Json<Attendee>> {
        let tx = caller.write().await?;
        let row = check_out::check_out(&tx, id.0, who(&tx, &caller, person_id.0).await?, body.0.into()).await?;
        let told = Attendee::new(query::shown(&tx, row).await?);
        tx.commit().await?;
        Ok(Json(told))
    }
}
