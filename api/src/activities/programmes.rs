//! Programmes: enrol once for all sessions.

use mulin_entity::{
    activities::{
        can,
        programmes::{self, Entry},
        query,
    },
    attendance::{self, sign_up::Door},
    enrolment::{self, Who},
    kernel::{Failure, Tx},
    people::Reach,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{ChildInGroup, Enrolee, NewProgramme, Programme, ProgrammeParticipant},
    me, sight,
};
use crate::{Guard, Reply, Tag, people::Created};

/// Programmes.
pub struct ProgrammesApi;

#[OpenApi(tag = "Tag::Activities")]
impl ProgrammesApi {
    /// The programmes, those that go on first.
    #[oai(path = "/programmes", method = "get", operation_id = "programmes.list")]
    async fn list(&self, caller: Guard<can::ReadMenu>) -> Reply<Json<Vec<Programme>>> {
        let tx = caller.read().await?;
        let (sight, me) = (sight(&caller, &tx).await?, me(&caller, &tx).await?);
        Ok(Json(query::programmes(&tx, sight, Some(me)).await?.into_iter().map(Programme::from).collect()))
    }

    /// Add a programme.
    #[oai(path = "/programmes", method = "post", operation_id = "programmes.add")]
    async fn add(&self, caller: Guard<can::KeepMenu>, body: Json<NewProgramme>) -> Reply<Created<Programme>> {
        let tx = caller.write().await?;
        let programme = programmes::add(&tx, body.0.read()?).await?;
        let told = with_group(&tx, programme.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One programme; the office sees its group, and how often each came.
    #[oai(path = "/programmes/:id", method = "get", operation_id = "programmes.get")]
    async fn get(&self, caller: Guard<can::ReadMenu>, id: Path<Uuid>) -> Reply<Json<Programme>> {
        let tx = caller.read().await?;
        let (sight, me) = (sight(&caller, &tx).await?, me(&caller, &tx).await?);
        if sight == query::Sight::Office {
            return Ok(Json(with_group(&tx, id.0).await?));
        }
        Ok(Json(for_family(&tx, sight, me, caller.member()?.id, id.0).await?))
    }

    /// Change a programme, or end it.
    #[oai(path = "/programmes/:id", method = "put", operation_id = "programmes.change")]
    async fn change(&self, caller: Guard<can::KeepMenu>, id: Path<Uuid>, body: Json<NewProgramme>) -> Reply<Json<Programme>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        programmes::change(&tx, id.0, revision, body.0.read()?).await?;
        let told = with_group(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Enrol oneself, or with `person_id` a child: on the roll of each session to come. Where there are terms, `terms_version` tells which
    /// were read and agreed to.
    #[oai(path = "/programmes/:id/mine", method = "post", operation_id = "programmes.enrol")]
    async fn enrol(
        &self,
        caller: Guard<can::ReadMenu>,
        id: Path<Uuid>,
        person_id: Query<Option<Uuid>>,
        terms_version: Query<Option<i64>>,
    ) -> Reply<Json<Programme>> {
        let tx = caller.write().await?;
        let (sight, who) = (sight(&caller, &tx).await?, enrolment::acting_for(&tx, caller.member()?.id, person_id.0).await?);
        query::programme(&tx, sight, None, id.0).await?;
        programmes::enrol(&tx, id.0, Entry { who, agreement: None, terms: terms_version.0, door: Door::Own }).await?;
        let me = me(&caller, &tx).await?;
        let told = for_family(&tx, sight, me, caller.member()?.id, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Leave: the seats in the sessions to come go to those who wait.
    #[oai(path = "/programmes/:id/mine", method = "delete", operation_id = "programmes.leave")]
    async fn leave(&self, caller: Guard<can::ReadMenu>, id: Path<Uuid>, person_id: Query<Option<Uuid>>) -> Reply<Json<Programme>> {
        let tx = caller.write().await?;
        let (sight, who) = (sight(&caller, &tx).await?, enrolment::acting_for(&tx, caller.member()?.id, person_id.0).await?);
        let place = programmes::member_of(&tx, id.0, who).await?.filter(|row| row.active).ok_or_else(Failure::not_found)?;
        programmes::leave(&tx, &place).await?;
        let me = me(&caller, &tx).await?;
        let told = for_family(&tx, sight, me, caller.member()?.id, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Enrol a resident at the desk; a minor with the guardian's consent for all sessions.
    #[oai(path = "/programmes/:id/participants", method = "post", operation_id = "programmes.enrol_at_desk")]
    async fn enrol_at_desk(&self, caller: Guard<can::KeepMenu>, id: Path<Uuid>, body: Json<Enrolee>) -> Reply<Json<Programme>> {
        let tx = caller.write().await?;
        query::programme(&tx, sight(&caller, &tx).await?, None, id.0).await?;
        let who = attendance::query::resident(&tx, Reach::Community, body.0.person_id).await?;
        let agreement = body.0.consent.map(TryInto::try_into).transpose()?;
        programmes::enrol(&tx, id.0, Entry { who, agreement, terms: body.0.terms_version, door: Door::Desk }).await?;
        let told = with_group(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Let somebody go at the desk.
    #[oai(path = "/programmes/:id/participants/:participant_id", method = "delete", operation_id = "programmes.leave_at_desk")]
    async fn leave_at_desk(&self, caller: Guard<can::KeepMenu>, id: Path<Uuid>, participant_id: Path<Uuid>) -> Reply<Json<Programme>> {
        let tx = caller.write().await?;
        let place = query::participant(&tx, id.0, participant_id.0).await?;
        programmes::leave(&tx, &place).await?;
        let told = with_group(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}

/// As a member sees it, who may act for children too.
async fn for_family(tx: &Tx, sight: query::Sight, me: Who, member: Uuid, id: Uuid) -> Result<Programme, Failure> {
    let mut children = Vec::new();
    for child in enrolment::children::of_member(tx, member).await? {
        let place = programmes::member_of(tx, id, Who::Person(child.id)).await?;
        children.push(ChildInGroup { person_id: child.id, name: child.name, enrolled: place.is_some_and(|row| row.active) });
    }
    let mut told = Programme::from(query::programme(tx, sight, Some(me), id).await?);
    told.children = Some(children);
    Ok(told)
}

async fn with_group(tx: &Tx, id: Uuid) -> Result<Programme, Failure> {
    let group = query::programme(tx, query::Sight::Office, None, id).await?;
    let mut told = Programme::from(group);
    told.participants = Some(query::participants(tx, id).await?.into_iter().map(ProgrammeParticipant::from).collect());
    Ok(told)
}
