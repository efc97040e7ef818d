//! The desk's list of calls, for those whom no message reaches.

use chrono::{DateTime, Utc};
use mulin_entity::{
    attendance::{
        can,
        phone_notices::{self, Call},
    },
    kernel::PageRequest,
    people::words::word,
};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::roll::reach;
use crate::{Guard, Reply, Tag};

/// Calls to make.
pub struct PhoneApi;

/// A call to make.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct PhoneNotice {
    id: Uuid,
    /// `promoted`, `moved`, `called_off`, `tomorrow` or `consent`.
    news: String,
    occasion_id: Uuid,
    attendee_id: Uuid,
    title: String,
    place: String,
    starts_at: DateTime<Utc>,
    /// Why it is off.
    reason: Option<String>,
    person_id: Uuid,
    /// Who takes part.
    person: String,
    /// Whom to call: the resident, or a minor's guardian; none where no guardian is known.
    callee: Option<String>,
    /// What the guardian is to the minor.
    relation: Option<String>,
    /// Masked.
    phone: Option<String>,
    asked_at: DateTime<Utc>,
}

impl From<Call> for PhoneNotice {
    fn from(Call { notice, occasion, person, callee }: Call) -> Self {
        let relation = callee.as_ref().map(|callee| callee.relation.clone()).filter(|relation| !relation.is_empty());
        Self {
            id: notice.id,
            news: word(notice.news),
            occasion_id: occasion.id,
            attendee_id: notice.attendee_id,
            title: occasion.title,
            place: occasion.place,
            starts_at: occasion.starts_at,
            reason: occasion.cancel_reason,
            person_id: person.id,
            person: person.name,
            relation,
            phone: callee.as_ref().and_then(|callee| callee.phone.clone()),
            callee: callee.map(|callee| callee.name),
            asked_at: notice.created_at,
        }
    }
}

/// Calls to make, the first that were asked for first.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct PhoneNoticePage {
    items: Vec<PhoneNotice>,
    next: Option<String>,
}

/// What was said on the phone.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct PhoneTold {
    #[oai(validator(max_length = 200))]
    note: Option<String>,
}

#[derive(ApiResponse)]
enum Told {
    /// It is off the list.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(tag = "Tag::Attendance")]
impl PhoneApi {
    /// Whom the desk has to call about what they take part in. A grid worker calls residents of the own grids.
    #[oai(path = "/phone-notices", method = "get", operation_id = "phone_notices.list")]
    async fn list(
        &self,
        caller: Guard<can::KeepRoll>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<PhoneNoticePage>> {
        let tx = caller.read().await?;
        let page = phone_notices::list(&tx, reach(&caller)?, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(PhoneNoticePage { items: page.items.into_iter().map(PhoneNotice::from).collect(), next: page.next }))
    }

    /// Note that somebody was told.
    #[oai(path = "/phone-notices/:id/done", method = "post", operation_id = "phone_notices.done")]
    async fn done(&self, caller: Guard<can::KeepRoll>, id: Path<Uuid>, body: Json<PhoneTold>) -> Reply<Told> {
        let tx = caller.write().await?;
        phone_notices::done(&tx, reach(&caller)?, id.0, &body.0.note.unwrap_or_default()).await?;
        tx.commit().await?;
        Ok(Told::Done)
    }
}
