//! Inspections of what the rows of a ledger stand for.

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    kernel::{Failure, PageRequest},
    ledgers::{
        can, define,
        inspections::{self, Finding, Report},
        ledger_inspection,
    },
    people::words::{self, word},
};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::reach;
use crate::{Guard, Reply, Tag, people::Created};

/// Inspections.
pub struct InspectionsApi;

/// Something that is wrong.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct InspectionFinding {
    text: String,
    /// When it was put right.
    fixed_on: Option<NaiveDate>,
}

/// An inspection.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Inspection {
    id: Uuid,
    on_day: NaiveDate,
    /// `passed`, `findings` or `absent`.
    result: String,
    findings: Vec<InspectionFinding>,
    note: Option<String>,
    created_at: DateTime<Utc>,
}

/// Inspections of a row, the latest first.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct InspectionPage {
    items: Vec<Inspection>,
    next: Option<String>,
}

/// An inspection to be recorded.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewInspection {
    /// Today unless told.
    on_day: Option<NaiveDate>,
    /// `passed`, `findings` or `absent`.
    #[oai(validator(max_length = 20))]
    result: String,
    #[oai(validator(max_items = 20))]
    findings: Option<Vec<String>>,
    #[oai(validator(max_length = 500))]
    note: Option<String>,
    /// The last day for the next one, if it is not the usual.
    next_on: Option<NaiveDate>,
}

/// Which finding was put right.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Rectification {
    /// Its place in the list, from 0.
    finding: u64,
}

impl Inspection {
    fn new(row: ledger_inspection::Model) -> Result<Self, Failure> {
        let findings: Vec<Finding> = serde_json::from_value(row.findings)?;
        Ok(Self {
            id: row.id,
            on_day: row.on_day,
            result: word(row.result),
            findings: findings.into_iter().map(|Finding { text, fixed_on }| InspectionFinding { text, fixed_on }).collect(),
            note: Some(row.note).filter(|note| !note.is_empty()),
            created_at: row.created_at,
        })
    }
}

impl NewInspection {
    fn read(self) -> Result<Report, Failure> {
        Ok(Report {
            on_day: self.on_day,
            result: words::read(&self.result).ok_or_else(|| Failure::invalid_field("result", "kernel.word_unknown"))?,
            findings: self.findings.unwrap_or_default(),
            note: self.note.unwrap_or_default(),
            next_on: self.next_on,
        })
    }
}

#[OpenApi(tag = "Tag::Ledgers")]
impl InspectionsApi {
    /// The inspections of a row, the latest first.
    #[oai(path = "/ledgers/:id/rows/:row_id/inspections", method = "get", operation_id = "ledgers.list_inspections")]
    async fn list(
        &self,
        caller: Guard<can::ReadLedgers>,
        id: Path<Uuid>,
        row_id: Path<Uuid>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<InspectionPage>> {
        let tx = caller.read().await?;
        let ledger = define::read(&tx, id.0).await?;
        let page = PageRequest { limit: limit.0, after: after.0 };
        let page = inspections::list(&tx, reach(&caller)?, &ledger, row_id.0, &page).await?;
        let items: Result<_, Failure> = page.items.into_iter().map(Inspection::new).collect();
        Ok(Json(InspectionPage { items: items?, next: page.next }))
    }

    /// Record an inspection; the next one is due by itself.
    #[oai(path = "/ledgers/:id/rows/:row_id/inspections", method = "post", operation_id = "ledgers.inspect")]
    async fn record(
        &self,
        caller: Guard<can::WriteLedgers>,
        id: Path<Uuid>,
        row_id: Path<Uuid>,
        inspection: Json<NewInspection>,
    ) -> Reply<Created<Inspection>> {
        let tx = caller.write().await?;
        let ledger = define::read(&tx, id.0).await?;
        let row = inspections::record(&tx, reach(&caller)?, &ledger, row_id.0, inspection.0.read()?).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(Inspection::new(row)?)))
    }

    /// Say that a finding was put right (整改).
    #[oai(path = "/ledgers/:id/rows/:row_id/inspections/:inspection_id/rectify", method = "post", operation_id = "ledgers.rectify")]
    async fn rectify(
        &self,
        caller: Guard<can::WriteLedgers>,
        id: Path<Uuid>,
        row_id: Path<Uuid>,
        inspection_id: Path<Uuid>,
        body: Json<Rectification>,
    ) -> Reply<Json<Inspection>> {
        let tx = caller.write().await?;
        let ledger = define::read(&tx, id.0).await?;
        let finding = usize::try_from(body.0.finding).unwrap_or(usize::MAX);
        let row = inspections::rectify(&tx, reach(&caller)?, &ledger, row_id.0, inspection_id.0, finding).await?;
        tx.commit().await?;
        Ok(Json(Inspection::new(row)?))
    }
}
