//! What a party member sees of themselves: the next sessions, leave, the own study record.

use mulin_entity::{
    enrolment,
    kernel::{Failure, Tx},
    party::{cadence, can, members, party_member, presence, query, studies},
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    branches::year,
    dto::{PartyMember, PartyOwed, PartyStudyRecord},
    roll::{OwnParty, OwnPartyLeave, PartySession},
};
use crate::{Guard, Reply, Tag, people::Done};

/// The own party life.
pub struct OwnApi;

async fn own(tx: &Tx, member: Uuid) -> Result<Option<party_member::Model>, Failure> {
    members::of(tx, enrolment::who(tx, member).await?).await
}

#[OpenApi(tag = "Tag::Party")]
impl OwnApi {
    /// The caller as a party member: the sessions to come, and what they learnt in a year.
    #[oai(path = "/party/mine", method = "get", operation_id = "party.mine")]
    async fn mine(&self, caller: Guard<can::OwnParty>, year: Query<Option<i32>>) -> Reply<Json<OwnParty>> {
        let tx = caller.read().await?;
        let Some(row) = own(&tx, caller.member()?.id).await? else {
            return Ok(Json(OwnParty { member: None, to_come: Vec::new(), owed: Vec::new(), record: None }));
        };
        let year = self::year(&tx, year.0).await?;
        let (member, record) = (query::member(&tx, row.id).await?, studies::record(&tx, row.id, year).await?);
        let to_come = query::to_come(&tx, &member).await?.into_iter().map(PartySession::brief).collect();
        let owed = cadence::open(&tx, row.branch_id, year).await?.into_iter().map(PartyOwed::from).collect();
        let record = PartyStudyRecord::new(member.clone(), year, record);
        Ok(Json(OwnParty { member: Some(PartyMember::brief(member)), to_come, owed, record: Some(record) }))
    }

    /// Ask for leave from a session.
    #[oai(path = "/party/sessions/:id/own-leave", method = "post", operation_id = "party.ask_leave")]
    async fn ask_leave(&self, caller: Guard<can::OwnParty>, id: Path<Uuid>, body: Json<OwnPartyLeave>) -> Reply<Done> {
        let tx = caller.write().await?;
        query::session(&tx, id.0).await?;
        let own = own(&tx, caller.member()?.id).await?.ok_or_else(Failure::not_found)?;
        presence::excuse(&tx, id.0, own.id, &body.0.reason).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }
}
