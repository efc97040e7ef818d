//! Service records: handed out, and verified by anybody.

use chrono::NaiveDate;
use mulin_entity::{
    kernel::Failure,
    volunteers::{can, query, records, volunteer_record},
};
use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::office;
use crate::{ApiState, Guard, Reply, Tag, meetings::Document, people::Created};

/// Records of volunteers.
pub struct RecordsApi;

/// What everybody may see.
pub struct PublicApi;

/// A record.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct VolunteerRecord {
    id: Uuid,
    from_day: Option<NaiveDate>,
    to_day: NaiveDate,
    minutes: i64,
    /// By which anybody verifies it.
    code: String,
}

/// Records, the last first.
#[derive(Object)]
struct VolunteerRecords {
    items: Vec<VolunteerRecord>,
}

/// The span of days that a record is about.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewVolunteerRecord {
    /// From the beginning unless told.
    from_day: Option<NaiveDate>,
    /// Until today unless told.
    to_day: Option<NaiveDate>,
}

/// What a code stands for.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct VerifiedRecord {
    community: String,
    /// The family name only.
    name: String,
    from_day: Option<NaiveDate>,
    to_day: NaiveDate,
    minutes: i64,
    issued_on: NaiveDate,
    /// Whether the ledger still says the same.
    valid: bool,
}

impl From<volunteer_record::Model> for VolunteerRecord {
    fn from(row: volunteer_record::Model) -> Self {
        Self { id: row.id, from_day: row.from_day, to_day: row.to_day, minutes: row.minutes, code: row.code }
    }
}

#[OpenApi(tag = "Tag::Volunteers")]
impl RecordsApi {
    /// The caller's records.
    #[oai(path = "/volunteers/mine/records", method = "get", operation_id = "volunteer_records.mine")]
    async fn mine(&self, caller: Guard<can::TakePart>) -> Reply<Json<VolunteerRecords>> {
        let tx = caller.read().await?;
        let me = query::me(&tx, caller.member()?.id).await?;
        let items = records::of(&tx, me.id).await?.into_iter().map(VolunteerRecord::from).collect();
        Ok(Json(VolunteerRecords { items }))
    }

    /// Hand the caller a record.
    #[oai(path = "/volunteers/mine/records", method = "post", operation_id = "volunteer_records.take")]
    async fn take(&self, caller: Guard<can::TakePart>, body: Json<NewVolunteerRecord>) -> Reply<Created<VolunteerRecord>> {
        let tx = caller.write().await?;
        let me = query::me(&tx, caller.member()?.id).await?;
        let record = records::issue(&tx, &me, body.0.from_day, body.0.to_day).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(record.into())))
    }

    /// Hand a volunteer a record at the desk.
    #[oai(path = "/volunteers/:id/records", method = "post", operation_id = "volunteer_records.issue")]
    async fn issue(
        &self,
        caller: Guard<can::KeepVolunteers>,
        id: Path<Uuid>,
        body: Json<NewVolunteerRecord>,
    ) -> Reply<Created<VolunteerRecord>> {
        let tx = caller.write().await?;
        let volunteer = query::one(&tx, id.0).await?.volunteer;
        let record = records::issue(&tx, &volunteer, body.0.from_day, body.0.to_day).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(record.into())))
    }

    /// A record as a document (DOCX): one's own, or for the office any.
    #[oai(path = "/volunteer-records/:id/document", method = "get", operation_id = "volunteer_records.document")]
    async fn document(&self, caller: Guard<can::TakePart>, id: Path<Uuid>) -> Reply<Document> {
        let tx = caller.read().await?;
        let record = records::one(&tx, id.0).await?;
        if !office(&caller)? && query::me(&tx, caller.member()?.id).await?.id != record.volunteer_id {
            return Err(Failure::not_found().into());
        }
        let (name, bytes) = records::docx(&tx, &record, &caller.state().base_url).await?;
        Ok(Document::called(&name, bytes))
    }
}

#[OpenApi(tag = "Tag::Volunteers")]
impl PublicApi {
    /// What the code of a service record stands for, and whether it is true.
    #[oai(path = "/public/volunteer-records/:code", method = "get", operation_id = "volunteer_records.verify")]
    async fn verify(&self, state: Data<&ApiState>, code: Path<String>) -> Reply<Json<VerifiedRecord>> {
        let verdict = records::verify(&state.db, &code.0).await?;
        let record = verdict.record;
        Ok(Json(VerifiedRecord {
            community: verdict.community,
            name: verdict.name,
            from_day: record.from_day,
            to_day: record.to_day,
            minutes: record.minutes,
            issued_on: verdict.issued_on,
            valid: verdict.valid,
        }))
    }
}
