//! The desk's list: signing residents up, ticking them off.

use mulin_entity::{
    attendance::{
        can, consent, query,
        sign_up::{self, Door},
        tick,
    },
    kernel::{Failure, PageRequest},
    people::Reach,
};
use poem_openapi::{
    ApiResponse, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{AttendanceSteps, Attendee, AttendeePage, DeskSignUp, GuardianConsent, Tick};
use crate::{Guard, Reply, Tag, caller::Caller};

/// The roll.
pub struct RollApi;

/// Signed up.
#[derive(ApiResponse)]
pub(super) enum SignedUp {
    /// On a seat, or behind those who wait: see the state.
    #[oai(status = 201)]
    Created(Json<Attendee>),
}

pub(super) fn reach(caller: &Caller) -> Result<Reach, Failure> {
    let member = caller.member()?;
    Ok(Reach::of(member.role, member.id))
}

#[OpenApi(tag = "Tag::Attendance")]
impl RollApi {
    /// The roll in the order of signing up. A grid worker sees residents of the own grids.
    #[oai(path = "/occasions/:id/attendees", method = "get", operation_id = "attendance.roll")]
    async fn list(
        &self,
        caller: Guard<can::KeepRoll>,
        id: Path<Uuid>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<AttendeePage>> {
        let tx = caller.read().await?;
        let page = query::roll(&tx, reach(&caller)?, id.0, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(page.into()))
    }

    /// Sign a resident up at the desk.
    #[oai(path = "/occasions/:id/attendees", method = "post", operation_id = "attendance.sign_up_at_desk")]
    async fn sign_up(&self, caller: Guard<can::KeepRoll>, id: Path<Uuid>, body: Json<DeskSignUp>) -> Reply<SignedUp> {
        let tx = caller.write().await?;
        query::one(&tx, id.0).await?;
        let who = query::resident(&tx, reach(&caller)?, body.0.person_id).await?;
        let door = if body.0.despite_terms { Door::DeskDespiteTerms } else { Door::Desk };
        let mut row = sign_up::sign_up(&tx, id.0, who, door).await?;
        if let Some(consent) = body.0.consent {
            row = consent::record(&tx, id.0, row.id, consent.try_into()?).await?;
        }
        let told = Attendee::new(query::shown(&tx, row).await?);
        tx.commit().await?;
        Ok(SignedUp::Created(Json(told)))
    }

    /// Take somebody off the roll at the desk; whoever waited longest gets the seat.
    #[oai(path = "/occasions/:id/attendees/:attendee_id", method = "delete", operation_id = "attendance.cancel_at_desk")]
    async fn cancel(&self, caller: Guard<can::KeepRoll>, id: Path<Uuid>, attendee_id: Path<Uuid>) -> Reply<Json<Attendee>> {
        let tx = caller.write().await?;
        let row = query::attendee(&tx, reach(&caller)?, id.0, attendee_id.0).await?;
        let who = row.who().ok_or_else(Failure::not_found)?;
        let row = sign_up::cancel(&tx, id.0, who, Door::Desk).await?;
        let told = Attendee::new(query::shown(&tx, row).await?);
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Write down that a guardian agrees that a minor takes part.
    #[oai(path = "/occasions/:id/attendees/:attendee_id/consent", method = "post", operation_id = "attendance.consent")]
    async fn consent(
        &self,
        caller: Guard<can::KeepRoll>,
        id: Path<Uuid>,
        attendee_id: Path<Uuid>,
        body: Json<GuardianConsent>,
    ) -> Reply<Json<Attendee>> {
        let tx = caller.write().await?;
        let row = query::attendee(&tx, reach(&caller)?, id.0, attendee_id.0).await?;
        let row = consent::record(&tx, id.0, row.id, body.0.try_into()?).await?;
        let told = Attendee::new(query::shown(&tx, row).await?);
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Tick somebody off as having come, or not; also afterwards.
    #[oai(path = "/occasions/:id/attendees/:attendee_id/tick", method = "post", operation_id = "attendance.tick")]
    async fn tick(&self, caller: Guard<can::KeepRoll>, id: Path<Uuid>, attendee_id: Path<Uuid>, body: Json<Tick>) -> Reply<Json<Attendee>> {
        let tx = caller.write().await?;
        let row = query::attendee(&tx, reach(&caller)?, id.0, attendee_id.0).await?;
        let row = tick::tick(&tx, id.0, row.id, body.0.came).await?;
        let told = Attendee::new(query::shown(&tx, row).await?);
        tx.commit().await?;
        Ok(Json(told))
    }

    /// What happened to somebody on the roll.
    #[oai(path = "/occasions/:id/attendees/:attendee_id/steps", method = "get", operation_id = "attendance.steps")]
    async fn steps(&self, caller: Guard<can::KeepRoll>, id: Path<Uuid>, attendee_id: Path<Uuid>) -> Reply<Json<AttendanceSteps>> {
        let tx = caller.read().await?;
        let row = query::attendee(&tx, reach(&caller)?, id.0, attendee_id.0).await?;
        Ok(Json(query::history(&tx, row.id).await?.into()))
    }
}
