//! Preparing, calling and holding meetings.

use mulin_entity::{
    activities::bookings,
    kernel::{Failure, PageRequest, Permission, Role},
    meetings::{can, course, query, service},
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{Meeting, MeetingAct, MeetingInvitation, MeetingPage, MeetingTemplate, NewMeeting};
use crate::{Guard, Reply, Tag, people::Created};

/// Meetings.
pub struct KeepApi;

/// Whether the caller is of the office.
pub(super) fn office<P: Permission>(caller: &Guard<P>) -> Result<bool, Failure> {
    Ok(matches!(caller.role()?, Role::CommunityAdmin | Role::Staff))
}

#[OpenApi(tag = "Tag::Meetings")]
impl KeepApi {
    /// The meetings, the latest written down first.
    #[oai(path = "/meetings", method = "get", operation_id = "meetings.list")]
    async fn list(
        &self,
        caller: Guard<can::ReadMeetings>,
        kind: Query<Option<String>>,
        stage: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<MeetingPage>> {
        let filter =
            query::Filter { kind: words::choice(kind.0, "kind", words::read)?, stage: words::choice(stage.0, "stage", words::read)? };
        let page = query::list(&caller.read().await?, &filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        let items = page.items.into_iter().map(Meeting::brief).collect::<Result<_, _>>()?;
        Ok(Json(MeetingPage { items, next: page.next }))
    }

    /// What each kind of meeting begins with.
    #[oai(path = "/meetings/templates", method = "get", operation_id = "meetings.templates")]
    async fn templates(&self, caller: Guard<can::KeepMeetings>) -> Reply<Json<Vec<MeetingTemplate>>> {
        Ok(Json(MeetingTemplate::all(caller.language())))
    }

    /// Prepare a meeting.
    #[oai(path = "/meetings", method = "post", operation_id = "meetings.add")]
    async fn add(&self, caller: Guard<can::KeepMeetings>, body: Json<NewMeeting>) -> Reply<Created<Meeting>> {
        let tx = caller.write().await?;
        let meeting = service::add(&tx, body.0.read()?).await?;
        let told = Meeting::whole(&tx, meeting.id, true).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(told)))
    }

    /// One meeting with its minutes and what was resolved.
    #[oai(path = "/meetings/:id", method = "get", operation_id = "meetings.get")]
    async fn get(&self, caller: Guard<can::ReadMeetings>, id: Path<Uuid>) -> Reply<Json<Meeting>> {
        let office = office(&caller)?;
        Ok(Json(Meeting::whole(&caller.read().await?, id.0, office).await?))
    }

    /// Change a meeting that is still to come; those who were told of it are told of another time or place, and its room follows.
    #[oai(path = "/meetings/:id", method = "put", operation_id = "meetings.change")]
    async fn change(&self, caller: Guard<can::KeepMeetings>, id: Path<Uuid>, body: Json<NewMeeting>) -> Reply<Json<Meeting>> {
        let revision = body.0.revision.unwrap_or_default();
        let tx = caller.write().await?;
        let meeting = service::change(&tx, id.0, revision, body.0.read()?).await?;
        bookings::follow(&tx, meeting.occasion_id).await?;
        let told = Meeting::whole(&tx, id.0, true).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Invite a member. Residents are invited by the roll of the meeting's occasion.
    #[oai(path = "/meetings/:id/invitations", method = "post", operation_id = "meetings.invite")]
    async fn invite(&self, caller: Guard<can::KeepMeetings>, id: Path<Uuid>, body: Json<MeetingInvitation>) -> Reply<Json<Meeting>> {
        let tx = caller.write().await?;
        service::invite(&tx, id.0, body.0.member_id).await?;
        let told = Meeting::whole(&tx, id.0, true).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Call a meeting (发通知), open it once enough have signed in, or call it off.
    #[oai(path = "/meetings/:id/act", method = "post", operation_id = "meetings.act")]
    async fn act(&self, caller: Guard<can::KeepMeetings>, id: Path<Uuid>, body: Json<MeetingAct>) -> Reply<Json<Meeting>> {
        let MeetingAct { act, note, revision } = body.0;
        let tx = caller.write().await?;
        let meeting = match act.as_str() {
            "call" => course::call(&tx, id.0, revision).await?,
            "hold" => course::hold(&tx, id.0, revision).await?,
            "cancel" => course::cancel(&tx, id.0, revision, &note.unwrap_or_default()).await?,
            _ => return Err(Failure::invalid_field("act", "kernel.word_unknown").into()),
        };
        bookings::follow(&tx, meeting.occasion_id).await?;
        let told = Meeting::whole(&tx, id.0, true).await?;
        tx.commit().await?;
        Ok(Json(told))
    }
}
