//! Reported hours, and taking entries back.

use mulin_entity::{
    evidence::{self, Moment, Of},
    kernel::{Failure, PageRequest},
    people::words,
    volunteers::{can, claims, hours, query},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::hours_dto::{NewVolunteerClaim, VolunteerClaim, VolunteerClaimDecision, VolunteerClaimPage, VolunteerEntry, VolunteerReversal};
use crate::{
    Guard, Reply, Tag,
    evidence::{NewPhoto, Photo, PhotoAdded},
    people::Created,
};

/// Hours.
pub struct HoursApi;

#[OpenApi(tag = "Tag::Volunteers")]
impl HoursApi {
    /// What volunteers reported, the last first.
    #[oai(path = "/volunteer-claims", method = "get", operation_id = "volunteer_claims.list")]
    async fn list(
        &self,
        caller: Guard<can::KeepVolunteers>,
        state: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<VolunteerClaimPage>> {
        let state = words::choice(state.0, "state", words::read)?;
        let tx = caller.read().await?;
        let page = claims::list(&tx, None, state, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(VolunteerClaimPage::new(&tx, page).await?))
    }

    /// What the caller reported, the last first.
    #[oai(path = "/volunteer-claims/mine", method = "get", operation_id = "volunteer_claims.mine")]
    async fn mine(
        &self,
        caller: Guard<can::TakePart>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<VolunteerClaimPage>> {
        let tx = caller.read().await?;
        let me = query::me(&tx, caller.member()?.id).await?;
        let page = claims::list(&tx, Some(me.id), None, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(VolunteerClaimPage::new(&tx, page).await?))
    }

    /// Report hours.
    #[oai(path = "/volunteer-claims", method = "post", operation_id = "volunteer_claims.report")]
    async fn report(&self, caller: Guard<can::TakePart>, body: Json<NewVolunteerClaim>) -> Reply<Created<VolunteerClaim>> {
        let NewVolunteerClaim { on_day, minutes, words } = body.0;
        let tx = caller.write().await?;
        let me = query::active(&tx, caller.member()?.id).await?;
        let claim = claims::report(&tx, &me, on_day, minutes, &words).await?;
        let told = VolunteerClaim::new(&tx, claim).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Add a photo as proof to what one reported oneself.
    #[oai(path = "/volunteer-claims/:id/photos", method = "post", operation_id = "volunteer_claims.add_photo")]
    async fn add_photo(&self, caller: Guard<can::TakePart>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let tx = caller.read().await?;
        let claim = claims::one(&tx, id.0).await?.claim;
        if query::me(&tx, caller.member()?.id).await?.id != claim.volunteer_id {
            return Err(Failure::not_found().into());
        }
        drop(tx);
        let (moment, developed) = body.develop(Moment::After).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Claim(claim.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }

    /// Approve what was reported, so that it counts, or refuse it with a reason.
    #[oai(path = "/volunteer-claims/:id/decision", method = "post", operation_id = "volunteer_claims.decide")]
    async fn decide(
        &self,
        caller: Guard<can::KeepVolunteers>,
        id: Path<Uuid>,
        body: Json<VolunteerClaimDecision>,
    ) -> Reply<Json<VolunteerClaim>> {
        let VolunteerClaimDecision { approved, reason, revision } = body.0;
        let tx = caller.write().await?;
        let claim = claims::decide(&tx, id.0, revision, approved, &reason.unwrap_or_default()).await?;
        let told = VolunteerClaim::new(&tx, claim).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Take an entry of a ledger back: another entry says so, and the first one stays.
    #[oai(path = "/volunteer-entries/:id/reversal", method = "post", operation_id = "volunteer_entries.reverse")]
    async fn reverse(
        &self,
        caller: Guard<can::AwardStars>,
        id: Path<Uuid>,
        body: Json<VolunteerReversal>,
    ) -> Reply<Created<VolunteerEntry>> {
        let tx = caller.write().await?;
        let entry = hours::reverse(&tx, id.0, &body.0.reason).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(entry.into())))
    }
}
