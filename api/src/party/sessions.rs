//! Preparing, calling, holding and closing sessions.

use mulin_entity::{
    kernel::{Failure, PageRequest},
    party::{can, course, query, sessions},
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::roll::{NewPartySession, PartySession, PartySessionAct, PartySessionPage};
use crate::{Guard, Reply, Tag, people::Created};

/// Sessions.
pub struct SessionsApi;

#[OpenApi(tag = "Tag::Party")]
impl SessionsApi {
    /// The sessions, the latest written down first.
    #[oai(path = "/party/sessions", method = "get", operation_id = "party_sessions.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadParty>,
        branch_id: Query<Option<Uuid>>,
        kind: Query<Option<String>>,
        stage: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<PartySessionPage>> {
        let filter = query::Filter {
            branch: branch_id.0,
            kind: words::choice(kind.0, "kind", words::read)?,
            stage: words::choice(stage.0, "stage", words::read)?,
        };
        let page = query::sessions(&caller.read().await?, &filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(PartySessionPage { items: page.items.into_iter().map(PartySession::brief).collect(), next: page.next }))
    }

    /// Prepare a session; whoever of the branch it concerns is invited.
    #[oai(path = "/party/sessions", method = "post", operation_id = "party_sessions.add")]
    async fn add(&self, caller: Guard<can::KeepParty>, body: Json<NewPartySession>) -> Reply<Created<PartySession>> {
        let branch = body.0.branch_id.ok_or_else(|| Failure::invalid_field("branch_id", "party.branch_wanted"))?;
        let tx = caller.write().await?;
        let session = sessions::add(&tx, branch, body.0.read()?).await?;
        let told = PartySession::whole(&tx, session.id).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One session with its roll, record and photos.
    #[oai(path = "/party/sessions/:id", method = "get", operation_id = "party_sessions.get")]
    async fn get(&self, caller: Guard<can::ReadParty>, id: Path<Uuid>) -> Reply<Json<PartySession>> {
        Ok(Json(PartySession::whole(&caller.read().await?, id.0).await?))
    }

    /// Change a session that is still to come; those who were told of it are told of another time or place.
    #[oai(path = "/party/sessions/:id", method = "put", operation_id = "party_sessions.change")]
    async fn change(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>, body: Json<NewPartySession>) -> Reply<Json<PartySession>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        sessions::change(&tx, id.0, revision, body.0.read()?).await?;
        let told = PartySession::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Call a session (发通知), open it, settle who came, or call it off.
    #[oai(path = "/party/sessions/:id/act", method = "post", operation_id = "party_sessions.act")]
    async fn act(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>, body: Json<PartySessionAct>) -> Reply<Json<PartySession>> {
        let PartySessionAct { act, note, revision } = body.0;
        let tx = caller.write().await?;
        match act.as_str() {
            "call" => course::call(&tx, id.0, revision).await?,
            "hold" => course::hold(&tx, id.0, revision).await?,
            "close" => course::close(&tx, id.0, revision).await?,
            "cancel" => course::cancel(&tx, id.0, revision, &note.unwrap_or_default()).await?,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        let told = PartySession::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
