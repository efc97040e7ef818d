//! Spreadsheets in and out, and the layouts in which a ledger goes out.

use mulin_entity::{
    kernel::Failure,
    ledgers::{
        can, define, export, import,
        layouts::{self, Slot},
        ledger_layout, query,
    },
};
use poem_openapi::{
    Multipart, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
    types::multipart::Upload,
};
use uuid::Uuid;

use super::reach;
use crate::{
    Guard, Reply, Tag,
    people::{Created, Done, Import, Workbook},
};

/// Spreadsheets of ledgers.
pub struct SheetsApi;

/// Rows to be taken in: XLSX or CSV.
#[derive(Multipart)]
struct LedgerFile {
    file: Upload,
}

/// A column of what goes out.
#[derive(Object)]
#[oai(skip_serializing_if_is_none, deny_unknown_fields)]
struct LayoutColumn {
    /// The code of the ledger's column, or `#number`, `#state`, `#added_on`, `#inspected_on`, `#inspect_by`, `#ended_on`, `#ended_reason`.
    #[oai(validator(max_length = 40))]
    column: String,
    /// Its header, if it is another than the column's own.
    #[oai(validator(max_length = 40))]
    title: Option<String>,
}

/// A layout in which a ledger goes out.
#[derive(Object)]
struct Layout {
    id: Uuid,
    name: String,
    columns: Vec<LayoutColumn>,
}

/// The layouts of a ledger.
#[derive(Object)]
struct LayoutPage {
    items: Vec<Layout>,
    next: Option<String>,
}

/// A layout to be kept.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewLayout {
    #[oai(validator(min_length = 1, max_length = 40))]
    name: String,
    #[oai(validator(max_items = 80))]
    columns: Vec<LayoutColumn>,
}

impl Layout {
    fn new(row: ledger_layout::Model) -> Result<Self, Failure> {
        let slots: Vec<Slot> = serde_json::from_value(row.columns)?;
        let columns = slots.into_iter().map(|Slot { column, title }| LayoutColumn { column, title }).collect();
        Ok(Self { id: row.id, name: row.name, columns })
    }
}

#[OpenApi(tag = "Tag::Ledgers")]
impl SheetsApi {
    /// The form to fill in, with drop-downs.
    #[oai(path = "/ledgers/:id/template", method = "get", operation_id = "ledgers.template")]
    async fn template(&self, caller: Guard<can::ImportRows>, id: Path<Uuid>) -> Reply<Workbook> {
        let ledger = define::read(&caller.read().await?, id.0).await?;
        let name = format!("{}.xlsx", ledger.row.name);
        Ok(Workbook::called(&name, export::template(&ledger, caller.language())?))
    }

    /// Send rows in: the file is read and shown, and nothing is taken from it until `POST /imports/{id}/start`.
    #[oai(path = "/ledgers/:id/imports", method = "post", operation_id = "ledgers.upload")]
    async fn upload(&self, caller: Guard<can::ImportRows>, id: Path<Uuid>, body: LedgerFile) -> Reply<Created<Import>> {
        let name = body.file.file_name().unwrap_or_default().to_owned();
        let bytes = body.file.into_vec().await.map_err(Failure::internal)?;
        let row = import::upload(caller.db(), &caller.scope()?, id.0, &name, bytes).await?;
        Ok(Created::Created(Json(Import::new(row, caller.language())?)))
    }

    /// Rows as XLSX, in a layout or with all columns; masked, unless a reason is stated for which they must not be. It is kept in the audit book.
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    #[oai(path = "/ledgers/:id/export", method = "get", operation_id = "ledgers.export")]
    async fn export(
        &self,
        caller: Guard<can::ExportRows>,
        id: Path<Uuid>,
        layout_id: Query<Option<Uuid>>,
        query: Query<Option<String>>,
        grid_id: Query<Option<Uuid>>,
        state: Query<Option<String>>,
        column: Query<Option<String>>,
        value: Query<Option<String>>,
        unmask_reason: Query<Option<String>>,
    ) -> Reply<Workbook> {
        let tx = caller.write().await?;
        let ledger = define::read(&tx, id.0).await?;
        let filter = query::Filter { query: query.0, grid: grid_id.0, state: state.0, column: column.0, value: value.0, sort: None };
        let order = export::Order { filter, layout: layout_id.0, reason: unmask_reason.0 };
        let export = export::export(&tx, reach(&caller)?, &ledger, &order, caller.language()).await?;
        tx.commit().await?;
        Ok(Workbook::called(&format!("{}.xlsx", ledger.row.name), export.workbook().await?))
    }

    /// The layouts in which a ledger goes out.
    #[oai(path = "/ledgers/:id/layouts", method = "get", operation_id = "ledgers.list_layouts")]
    async fn layouts(&self, caller: Guard<can::ExportRows>, id: Path<Uuid>) -> Reply<Json<LayoutPage>> {
        let tx = caller.read().await?;
        let ledger = define::read(&tx, id.0).await?;
        let items: Result<_, Failure> = layouts::list(&tx, &ledger).await?.into_iter().map(Layout::new).collect();
        Ok(Json(LayoutPage { items: items?, next: None }))
    }

    /// Keep a layout: which columns in which order, under which headers.
    #[oai(path = "/ledgers/:id/layouts", method = "post", operation_id = "ledgers.add_layout")]
    async fn add_layout(&self, caller: Guard<can::ExportRows>, id: Path<Uuid>, body: Json<NewLayout>) -> Reply<Created<Layout>> {
        let tx = caller.write().await?;
        let ledger = define::read(&tx, id.0).await?;
        let title = |title: Option<String>| title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
        let slots: Vec<Slot> = body.0.columns.into_iter().map(|slot| Slot { column: slot.column, title: title(slot.title) }).collect();
        let row = layouts::add(&tx, &ledger, &body.0.name, &slots).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(Layout::new(row)?)))
    }

    /// Forget a layout.
    #[oai(path = "/ledgers/:id/layouts/:layout_id", method = "delete", operation_id = "ledgers.remove_layout")]
    async fn remove_layout(&self, caller: Guard<can::ExportRows>, id: Path<Uuid>, layout_id: Path<Uuid>) -> Reply<Done> {
        let tx = caller.write().await?;
        let ledger = define::read(&tx, id.0).await?;
        layouts::remove(&tx, &ledger, layout_id.0).await?;
        tx.commit().await?;
        Ok(Done::Done)
    }
}
