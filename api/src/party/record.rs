//! What a session leaves: leave and make-up, minutes, photos, a document.

use mulin_entity::{
    evidence::{self, Moment, Of},
    kernel::Failure,
    meetings::MinutesState,
    party::{archive, can, course, presence, query},
};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::roll::{PartyLeave, PartyMakeUp, PartySession};
use crate::{
    Guard, Reply, Tag,
    evidence::{NewPhoto, Photo, PhotoAdded},
    meetings::{Document, MeetingMinutes, MeetingPublication},
};

/// Records.
pub struct RecordApi;

#[OpenApi(tag = "Tag::Party")]
impl RecordApi {
    /// Note that a member asked for leave, or afterwards why they were not there.
    #[oai(path = "/party/sessions/:id/leaves", method = "post", operation_id = "party_sessions.excuse")]
    async fn excuse(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>, body: Json<PartyLeave>) -> Reply<Json<PartySession>> {
        let tx = caller.write().await?;
        presence::excuse(&tx, id.0, body.0.party_member_id, &body.0.reason).await?;
        let told = PartySession::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Note that a member made a session up that they had missed.
    #[oai(path = "/party/sessions/:id/make-ups", method = "post", operation_id = "party_sessions.make_up")]
    async fn make_up(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>, body: Json<PartyMakeUp>) -> Reply<Json<PartySession>> {
        let tx = caller.write().await?;
        presence::make_up(&tx, id.0, body.0.party_member_id, body.0.minutes).await?;
        let told = PartySession::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Write the minutes on, or hand them in to be looked over.
    #[oai(path = "/party/sessions/:id/minutes", method = "put", operation_id = "party_sessions.take_minutes")]
    async fn take_minutes(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>, body: Json<MeetingMinutes>) -> Reply<Json<PartySession>> {
        let MeetingMinutes { minutes, state, revision } = body.0;
        let state = match state.as_str() {
            "draft" => MinutesState::Draft,
            "review" => MinutesState::Review,
            _ => return Err(Failure::invalid_field("state", "kernel.word_unknown").into()),
        };
        let tx = caller.write().await?;
        course::take_minutes(&tx, id.0, revision, &minutes, state).await?;
        let told = PartySession::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Publish minutes that were handed in.
    #[oai(path = "/party/sessions/:id/publication", method = "post", operation_id = "party_sessions.publish")]
    async fn publish(&self, caller: Guard<can::DecideParty>, id: Path<Uuid>, body: Json<MeetingPublication>) -> Reply<Json<PartySession>> {
        let tx = caller.write().await?;
        course::publish(&tx, id.0, body.0.revision).await?;
        let told = PartySession::whole(&tx, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Add a photo of a session.
    #[oai(path = "/party/sessions/:id/photos", method = "post", operation_id = "party_sessions.add_photo")]
    async fn add_photo(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let session = query::session(&caller.read().await?, id.0).await?.session;
        let (moment, developed) = body.develop(Moment::During).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Session(session.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }

    /// The session as a document to keep (DOCX).
    #[oai(path = "/party/sessions/:id/archive", method = "get", operation_id = "party_sessions.archive")]
    async fn archive(&self, caller: Guard<can::KeepParty>, id: Path<Uuid>) -> Reply<Document> {
        let (name, bytes) = archive::docx(&caller.read().await?, id.0).await?;
        Ok(Document::called(&name, bytes))
    }
}
