//! Ledgers coming in.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use mulin_entity::{
    kernel::{Failure, Language, PageRequest},
    ledgers,
    people::{
        can, import,
        ledger::Field,
        ledger_import,
        words::{every, word},
    },
};
use poem_openapi::{
    Multipart, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
    types::multipart::Upload,
};
use uuid::Uuid;

use super::dto::Created;
use crate::{Guard, Reply, Tag};

/// Ledgers coming in.
pub struct ImportsApi;

/// A ledger: XLSX or CSV.
#[derive(Multipart)]
struct Ledger {
    file: Upload,
    /// What is in it: `residents`.
    kind: Option<String>,
}

/// A column, and what it probably is.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct Column {
    /// Its place, from 0.
    index: u64,
    /// Its letters, as the spreadsheet names it.
    column: String,
    header: String,
    /// What the first of its cells holds, masked.
    sample: String,
    field: Option<String>,
    /// How certain that is, from 0 to 1.
    confidence: f64,
}

/// What a column can be.
#[derive(Object)]
struct FieldName {
    field: String,
    label: String,
    required: bool,
}

/// Why an import could not be done.
#[derive(Object)]
struct ImportFailure {
    code: String,
    /// What is wrong, in the reader's language.
    message: String,
}

/// An import.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Import {
    id: Uuid,
    file_name: String,
    /// `previewed`, `running`, `done` or `failed`.
    state: String,
    sheet: String,
    columns: Vec<Column>,
    fields: Vec<FieldName>,
    /// How many rows stand below the headers.
    rows: u64,
    /// How many of them are people, as far as that is known.
    total: i64,
    good: i64,
    bad: i64,
    /// How many were there already.
    skipped: i64,
    /// From 0 to 1.
    progress: f64,
    /// Why it failed.
    failure: Option<ImportFailure>,
    created_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

/// Imports, the latest first.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct ImportPage {
    items: Vec<Import>,
    next: Option<String>,
}

/// Which column is which field.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct Start {
    /// From a column's index to a field's name.
    mapping: HashMap<String, String>,
}

/// A cell for which a row was refused.
#[derive(Object)]
struct Fault {
    row: i64,
    /// The column's letters.
    column: String,
    /// Such as C7.
    cell: String,
    /// What stands there, masked.
    value: String,
    code: String,
    /// What is wrong, in the reader's language.
    message: String,
}

/// Faults, in the order of the spreadsheet.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
struct FaultPage {
    items: Vec<Fault>,
    next: Option<String>,
}

impl Import {
    /// An import, told in the reader's language.
    pub fn new(row: ledger_import::Model, language: Language) -> Result<Self, Failure> {
        let preview: import::Preview<String> = serde_json::from_value(row.preview)?;
        let columns = preview.columns.into_iter().map(|column| Column {
            index: column.index as u64,
            column: column.column,
            header: column.header,
            sample: column.sample,
            field: column.field,
            confidence: (column.confidence * 100.0).round() / 100.0,
        });
        let resident =
            |field: Field| FieldName { field: word(field), label: language.text(&field.message(), &[]), required: field == Field::Name };
        let own = |named: import::FieldName| FieldName { field: named.field, label: named.label, required: named.required };
        let fields = match preview.fields {
            none if none.is_empty() => every::<Field>().map(resident).collect(),
            named => named.into_iter().map(own).collect(),
        };
        Ok(Self {
            id: row.id,
            file_name: row.file_name,
            state: word(row.state),
            sheet: preview.sheet,
            columns: columns.collect(),
            fields,
            rows: preview.rows as u64,
            progress: if row.total == 0 { 1.0 } else { row.reached as f64 / row.total as f64 },
            total: row.total,
            good: row.good,
            bad: row.bad,
            skipped: row.skipped,
            failure: row.failure.map(|code| ImportFailure { message: language.text(&code, &[]), code }),
            created_at: row.created_at,
            finished_at: row.finished_at,
        })
    }
}

#[OpenApi(tag = "Tag::People")]
impl ImportsApi {
    /// Send a ledger in: it is read and shown, and nothing is taken from it yet.
    #[oai(path = "/imports", method = "post", operation_id = "people.upload_ledger")]
    async fn upload(&self, caller: Guard<can::ImportLedgers>, ledger: Ledger) -> Reply<Created<Import>> {
        if ledger.kind.as_deref().is_some_and(|kind| kind != "residents") {
            return Err(Failure::invalid_field("kind", "kernel.word_unknown").into());
        }
        let name = ledger.file.file_name().unwrap_or_default().to_owned();
        let bytes = ledger.file.into_vec().await.map_err(Failure::internal)?;
        let row = import::upload(caller.db(), &caller.scope()?, &name, bytes).await?;
        Ok(Created::Created(Json(Import::new(row, caller.language())?)))
    }

    /// List imports, the latest first.
    #[oai(path = "/imports", method = "get", operation_id = "people.list_imports")]
    async fn list(
        &self,
        caller: Guard<can::ImportLedgers>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<ImportPage>> {
        let tx = caller.read().await?;
        let page = import::list(&tx, &PageRequest { limit: limit.0, after: after.0 }).await?;
        let items: Result<_, Failure> = page.items.into_iter().map(|row| Import::new(row, caller.language())).collect();
        Ok(Json(ImportPage { items: items?, next: page.next }))
    }

    /// One import, with its progress.
    #[oai(path = "/imports/:id", method = "get", operation_id = "people.show_import")]
    async fn show(&self, caller: Guard<can::ImportLedgers>, id: Path<Uuid>) -> Reply<Json<Import>> {
        let tx = caller.read().await?;
        let row = import::read(&tx, id.0).await?;
        Ok(Json(Import::new(row, caller.language())?))
    }

    /// Confirm which column is which field, and have the rows taken. That is remembered for the next ledger of this form.
    #[oai(path = "/imports/:id/start", method = "post", operation_id = "people.start_import")]
    async fn start(&self, caller: Guard<can::ImportLedgers>, id: Path<Uuid>, start: Json<Start>) -> Reply<Json<Import>> {
        let tx = caller.write().await?;
        let mapping: BTreeMap<String, String> = start.0.mapping.into_iter().filter(|(_, field)| !field.is_empty()).collect();
        let row = match ledgers::import::ledger_of(&tx, id.0).await? {
            Some(_) => ledgers::import::start(&tx, id.0, &mapping).await?,
            None => import::start(&tx, id.0, &mapping).await?,
        };
        tx.commit().await?;
        Ok(Json(Import::new(row, caller.language())?))
    }

    /// The cells for which rows were refused.
    #[oai(path = "/imports/:id/faults", method = "get", operation_id = "people.list_import_faults")]
    async fn faults(
        &self,
        caller: Guard<can::ImportLedgers>,
        id: Path<Uuid>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<FaultPage>> {
        let tx = caller.read().await?;
        let page = import::faults(&tx, id.0, &PageRequest { limit: limit.0, after: after.0 }).await?;
        let page = page.map(|fault| Fault {
            cell: format!("{}{}", fault.column, fault.row),
            message: caller.language().text(&fault.code, &[]),
            row: fault.row,
            column: fault.column,
            value: fault.value_masked,
            code: fault.code,
        });
        Ok(Json(FaultPage { items: page.items, next: page.next }))
    }
}
