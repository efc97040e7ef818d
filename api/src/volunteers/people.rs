//! Volunteers, as the office sees them.

use mulin_entity::{
    kernel::{Failure, PageRequest},
    people::words,
    volunteers::{can, hours, query, rules::Event, service},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{NewVolunteer, Volunteer, VolunteerDecision, VolunteerPage},
    hours_dto::VolunteerEntryPage,
};
use crate::{Guard, Reply, Tag, people::Created};

/// Volunteers.
pub struct PeopleApi;

#[OpenApi(tag = "Tag::Volunteers")]
impl PeopleApi {
    /// The volunteers, who asked last first.
    #[oai(path = "/volunteers", method = "get", operation_id = "volunteers.list")]
    async fn list(
        &self,
        caller: Guard<can::KeepVolunteers>,
        state: Query<Option<String>>,
        skill: Query<Option<String>>,
        team_id: Query<Option<Uuid>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<VolunteerPage>> {
        let (state, skill) = (words::choice(state.0, "state", words::read)?, words::choice(skill.0, "skill", words::read)?);
        let filter = query::Filter { state, skill, team: team_id.0 };
        let page = query::list(&caller.read().await?, &filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        let items = page.items.into_iter().map(Volunteer::brief).collect::<Result<_, _>>()?;
        Ok(Json(VolunteerPage { items, next: page.next }))
    }

    /// Register somebody, also without an account.
    #[oai(path = "/volunteers", method = "post", operation_id = "volunteers.register")]
    async fn register(&self, caller: Guard<can::KeepVolunteers>, body: Json<NewVolunteer>) -> Reply<Created<Volunteer>> {
        let tx = caller.write().await?;
        let (who, profile) = body.0.read()?;
        let volunteer = service::register(&tx, who, profile).await?;
        let told = Volunteer::whole(&tx, volunteer.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One volunteer.
    #[oai(path = "/volunteers/:id", method = "get", operation_id = "volunteers.get")]
    async fn get(&self, caller: Guard<can::KeepVolunteers>, id: Path<Uuid>) -> Reply<Json<Volunteer>> {
        Ok(Json(Volunteer::whole(&caller.read().await?, id.0).await?))
    }

    /// Take somebody, decline them with a reason, or note that they left.
    #[oai(path = "/volunteers/:id/decision", method = "post", operation_id = "volunteers.decide")]
    async fn decide(&self, caller: Guard<can::KeepVolunteers>, id: Path<Uuid>, body: Json<VolunteerDecision>) -> Reply<Json<Volunteer>> {
        let VolunteerDecision { act, reason, revision } = body.0;
        let event = match act.as_str() {
            "approve" => Event::Approve,
            "decline" => Event::Decline,
            "leave" => Event::Leave,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        let tx = caller.write().await?;
        service::decide(&tx, id.0, revision, event, &reason.unwrap_or_default()).await?;
        let told = Volunteer::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// A volunteer's ledger, the last entry first.
    #[oai(path = "/volunteers/:id/entries", method = "get", operation_id = "volunteers.entries")]
    async fn entries(
        &self,
        caller: Guard<can::KeepVolunteers>,
        id: Path<Uuid>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<VolunteerEntryPage>> {
        let tx = caller.read().await?;
        let volunteer = query::one(&tx, id.0).await?.volunteer.id;
        Ok(Json(hours::list(&tx, volunteer, &PageRequest { limit: limit.0, after: after.0 }).await?.into()))
    }
}
