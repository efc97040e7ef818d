//! What was found, what is done about it, and what came back.

use chrono::Duration;
use mulin_entity::{
    assignment::Sight,
    evidence::{self, Moment, Of},
    kernel::{Failure, PageRequest},
    patrols::{
        can, findings, query,
        recurrence::{self, By},
    },
    people::words,
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::dto::{Finding, FindingPage, Recurrence};
use crate::{
    Guard, Reply, Tag,
    assignment::{AssignmentDeed, sight},
    evidence::{NewPhoto, Photo, PhotoAdded},
};

/// Findings.
pub struct FindingsApi;

/// What came back is told of the last year.
const YEAR: i64 = 365;

#[OpenApi(tag = "Tag::Patrols")]
impl FindingsApi {
    /// Findings within sight, the latest first; `returned` for those that came back.
    #[oai(path = "/findings", method = "get", operation_id = "findings.list")]
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn list(
        &self,
        caller: Guard<can::HandleFindings>,
        state: Query<Option<String>>,
        kind: Query<Option<String>>,
        point_id: Query<Option<Uuid>>,
        returned: Query<Option<bool>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<FindingPage>> {
        let filter = query::Filter {
            state: words::choice(state.0, "state", words::read)?,
            kind: words::choice(kind.0, "kind", words::read)?,
            point: point_id.0,
            returned: returned.0.unwrap_or_default(),
        };
        let (sight, tx) = (sight(&caller)?, caller.read().await?);
        if let Some(point) = filter.point {
            query::point(&tx, point).await?;
        }
        let page = query::findings(&tx, sight, &filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        let items = page.items.into_iter().map(Finding::brief).collect::<Result<_, _>>()?;
        Ok(Json(FindingPage { items, next: page.next }))
    }

    /// How much came back within a year (回潮), by `grid`, `building`, `kind` or `point`; where most did first.
    #[oai(path = "/findings/recurrence", method = "get", operation_id = "findings.recurrence")]
    async fn recurrence(&self, caller: Guard<can::ReadPatrols>, by: Query<String>) -> Reply<Json<Vec<Recurrence>>> {
        let by = match by.0.as_str() {
            "grid" => By::Grid,
            "building" => By::Building,
            "kind" => By::Kind,
            "point" => By::Point,
            _ => return Err(Failure::invalid_field("by", "kernel.word_unknown").into()),
        };
        let tx = caller.read().await?;
        let lines = recurrence::lines(&tx, by, tx.now() - Duration::days(YEAR)).await?;
        Ok(Json(lines.into_iter().map(Recurrence::from).collect()))
    }

    /// One finding with all that belongs to it.
    #[oai(path = "/findings/:id", method = "get", operation_id = "findings.get")]
    async fn get(&self, caller: Guard<can::HandleFindings>, id: Path<Uuid>) -> Reply<Json<Finding>> {
        let (sight, tx) = (sight(&caller)?, caller.read().await?);
        Ok(Json(Finding::whole(&tx, sight, id.0).await?))
    }

    /// Do something with a finding: the verbs of whoever holds it, and those of the office.
    #[oai(path = "/findings/:id/deeds", method = "post", operation_id = "findings.act")]
    async fn act(&self, caller: Guard<can::HandleFindings>, id: Path<Uuid>, body: Json<AssignmentDeed>) -> Reply<Json<Finding>> {
        let (sight, tx) = (sight(&caller)?, caller.write().await?);
        let (finding, deed) = (query::seen(&tx, sight, id.0).await?, body.0.read()?);
        let note = body.0.note.unwrap_or_default();
        findings::perform(&tx, &finding, sight == Sight::Office, body.0.revision, &deed, &note).await?;
        // Whoever gave it away may not see it any more: they are told of it once more.
        let told = Finding::whole(&tx, Sight::Office, id.0).await?;
        tx.commit().await?;
        Ok(Json(told))
    }

    /// Add a photo: how it was found, how it was left.
    #[oai(path = "/findings/:id/photos", method = "post", operation_id = "findings.add_photo")]
    async fn add_photo(&self, caller: Guard<can::HandleFindings>, id: Path<Uuid>, body: NewPhoto) -> Reply<PhotoAdded> {
        let finding = query::seen(&caller.read().await?, sight(&caller)?, id.0).await?;
        let (moment, developed) = body.develop(Moment::Before).await?;
        let tx = caller.write().await?;
        let row = evidence::service::add(&tx, caller.db(), Of::Finding(finding.id), moment, &developed).await?;
        let photo = Photo::new(&tx, row)?;
        tx.commit().await?;
        Ok(PhotoAdded::Created(Json(photo)))
    }
}
