//! What a meeting leaves: minutes, resolutions, a document.

use mulin_entity::{
    kernel::Failure,
    meetings::{MinutesState, archive, can, course, resolutions},
};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::{
    document::Document,
    dto::{Meeting, MeetingMinutes, MeetingPublication, NewResolution, ResolutionMatter},
};
use crate::{Guard, Reply, Tag, people::Created};

/// Records.
pub struct RecordApi;

#[OpenApi(tag = "Tag::Meetings")]
impl RecordApi {
    /// Write the minutes on, or hand them in to be looked over.
    #[oai(path = "/meetings/:id/minutes", method = "put", operation_id = "meetings.take_minutes")]
    async fn take_minutes(&self, caller: Guard<can::KeepMeetings>, id: Path<Uuid>, body: Json<MeetingMinutes>) -> Reply<Json<Meeting>> {
        let MeetingMinutes { minutes, state, revision } = body.0;
        let tx = caller.write().await?;
        let state = match state.as_str() {
            "draft" => MinutesState::Draft,
            "review" => MinutesState::Review,
            _ => return Err(Failure::invalid_field("state", "kernel.word_unknown").into()),
        };
        course::take_minutes(&tx, id.0, revision, &minutes, state).await?;
        let told = Meeting::whole(&tx, id.0, true).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Publish minutes that were handed in: they stay as they are, and those who are invited are told.
    #[oai(path = "/meetings/:id/publication", method = "post", operation_id = "meetings.publish")]
    async fn publish(&self, caller: Guard<can::PublishMeetings>, id: Path<Uuid>, body: Json<MeetingPublication>) -> Reply<Json<Meeting>> {
        let tx = caller.write().await?;
        course::publish(&tx, id.0, body.0.revision).await?;
        let told = Meeting::whole(&tx, id.0, true).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Write down what was resolved.
    #[oai(path = "/meetings/:id/resolutions", method = "post", operation_id = "meetings.resolve")]
    async fn resolve(&self, caller: Guard<can::KeepMeetings>, id: Path<Uuid>, body: Json<NewResolution>) -> Reply<Created<Meeting>> {
        let tx = caller.write().await?;
        resolutions::add(&tx, id.0, body.0.into()).await?;
        let told = Meeting::whole(&tx, id.0, true).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// Take a resolution on as a matter, which then reports back here.
    #[oai(path = "/meetings/:id/resolutions/:resolution_id/matter", method = "post", operation_id = "meetings.take_on")]
    async fn take_on(
        &self,
        caller: Guard<can::KeepMeetings>,
        id: Path<Uuid>,
        resolution_id: Path<Uuid>,
        body: Json<ResolutionMatter>,
    ) -> Reply<Json<Meeting>> {
        let tx = caller.write().await?;
        resolutions::become_matter(&tx, id.0, resolution_id.0, body.0.kind_id, body.0.member_id).await?;
        let told = Meeting::whole(&tx, id.0, true).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// The meeting as a document to keep (DOCX).
    #[oai(path = "/meetings/:id/archive", method = "get", operation_id = "meetings.archive")]
    async fn archive(&self, caller: Guard<can::KeepMeetings>, id: Path<Uuid>) -> Reply<Document> {
        let (name, bytes) = archive::docx(&caller.read().await?, id.0).await?;
        Ok(Document::called(&name, bytes))
    }
}
