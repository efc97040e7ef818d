//! What happens to residents and households.

use chrono::NaiveDate;
use mulin_entity::{
    kernel::Failure,
    people::{can, events, words},
};
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::{
    dto::{Created, Done, Event, EventPage},
    reach,
};
use crate::{Guard, Reply, Tag};

/// What happens to residents.
pub struct EventsApi;

/// Something to be reported.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewEvent {
    /// `death`, `moved_out`, `moved_in`, `hospital_in`, `hospital_out`, `left`, `returned`, `muted`, `unmuted` or `major`.
    #[oai(validator(max_length = 20))]
    kind: String,
    on_day: NaiveDate,
    /// Of muting: the last day of it.
    until_day: Option<NaiveDate>,
    #[oai(validator(max_length = 500))]
    note: Option<String>,
}

impl NewEvent {
    fn read(self) -> Result<events::Report, Failure> {
        let kind = words::read(&self.kind).ok_or_else(|| Failure::invalid_field("kind", "kernel.word_unknown"))?;
        Ok(events::Report { kind, on_day: self.on_day, until_day: self.until_day, note: self.note.unwrap_or_default().trim().to_owned() })
    }
}

#[OpenApi(tag = "Tag::People")]
impl EventsApi {
    /// What happened to a resident, the latest first.
    #[oai(path = "/residents/:id/events", method = "get", operation_id = "people.list_events")]
    async fn list(&self, caller: Guard<can::ReadPeople>, id: Path<Uuid>) -> Reply<Json<EventPage>> {
        let tx = caller.read().await?;
        Ok(Json(events::list(&tx, reach(&caller)?, id.0).await?.into()))
    }

    /// Report what happened to a resident: death, moving, hospital, absence, muting, something grave.
    #[oai(path = "/residents/:id/events", method = "post", operation_id = "people.report_event")]
    async fn report(&self, caller: Guard<can::WritePeople>, id: Path<Uuid>, event: Json<NewEvent>) -> Reply<Created<Event>> {
        let tx = caller.write().await?;
        // A resident who is not there is missing, whatever is reported of them.
        events::list(&tx, reach(&caller)?, id.0).await?;
        let event = events::report(&tx, reach(&caller)?, id.0, &event.0.read()?).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(event.into())))
    }

    /// Undo what was reported: the resident is again where they would be without it.
    #[oai(path = "/residents/:id/events/:event_id", method = "delete", operation_id = "people.undo_event")]
    async fn undo(&self, caller: Guard<can::WritePeople>, id: Path<Uuid>, event_id: Path<Uuid>) -> Reply<Done> {
        let tx = caller.write().await?;
        events::undo(&tx, reach(&caller)?, id.0, event_id.0).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }

    /// Report what happened to a whole household, such as moving out; undone together with any of its people's events.
    #[oai(path = "/households/:id/events", method = "post", operation_id = "people.report_household_event")]
    async fn report_household(&self, caller: Guard<can::WritePeople>, id: Path<Uuid>, event: Json<NewEvent>) -> Reply<Created<EventPage>> {
        let tx = caller.write().await?;
        mulin_entity::people::households::read(&tx, reach(&caller)?, id.0).await?;
        let events = events::report_household(&tx, reach(&caller)?, id.0, &event.0.read()?).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(events.into())))
    }
}
