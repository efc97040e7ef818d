//! The rows of ledgers: finding, adding, changing, ending them, and what became of them.

use mulin_entity::{
    kernel::PageRequest,
    ledgers::{can, define, history, query, service, unmask},
    people::query::today,
};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use uuid::Uuid;

use super::{
    dto::{LedgerRow, LedgerRowChange, LedgerRowEnd, LedgerRowEventPage, LedgerRowPage, NewLedgerRow},
    reach,
};
use crate::{
    Guard, Reply, Tag,
    people::{Created, Unmasked},
};

/// Rows of ledgers.
pub struct RowsApi;

/// Which value is to be shown, and why.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct LedgerUnmask {
    /// The column's code.
    #[oai(validator(max_length = 40))]
    column: String,
    #[oai(validator(max_length = 200))]
    reason: String,
}

#[OpenApi(tag = "Tag::Ledgers")]
impl RowsApi {
    /// The rows of a ledger: by a part of a text or a whole number, by grid, state or a column's value. A grid worker sees those of the own grids.
    #[allow(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    #[oai(path = "/ledgers/:id/rows", method = "get", operation_id = "ledgers.list_rows")]
    async fn list(
        &self,
        caller: Guard<can::ReadLedgers>,
        id: Path<Uuid>,
        query: Query<Option<String>>,
        grid_id: Query<Option<Uuid>>,
        state: Query<Option<String>>,
        column: Query<Option<String>>,
        value: Query<Option<String>>,
        sort: Query<Option<String>>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<LedgerRowPage>> {
        let tx = caller.read().await?;
        let ledger = define::read(&tx, id.0).await?;
        let filter = query::Filter { query: query.0, grid: grid_id.0, state: state.0, column: column.0, value: value.0, sort: sort.0 };
        let page = query::list(&tx, reach(&caller)?, &ledger, &filter, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(LedgerRowPage::new(&ledger, page, today(&tx).await?)))
    }

    /// Add a row.
    #[oai(path = "/ledgers/:id/rows", method = "post", operation_id = "ledgers.add_row")]
    async fn add(&self, caller: Guard<can::WriteLedgers>, id: Path<Uuid>, row: Json<NewLedgerRow>) -> Reply<Created<LedgerRow>> {
        let tx = caller.write().await?;
        let ledger = define::read(&tx, id.0).await?;
        let entry = service::add(&tx, reach(&caller)?, &ledger, &row.0.told()).await?;
        let shown = LedgerRow::new(&ledger, &entry, today(&tx).await?);
        tx.commit().await?;
        Ok(Created::Created(Json(shown)))
    }

    /// One row.
    #[oai(path = "/ledgers/:id/rows/:row_id", method = "get", operation_id = "ledgers.show_row")]
    async fn show(&self, caller: Guard<can::ReadLedgers>, id: Path<Uuid>, row_id: Path<Uuid>) -> Reply<Json<LedgerRow>> {
        let tx = caller.read().await?;
        let ledger = define::read(&tx, id.0).await?;
        let entry = query::read(&tx, reach(&caller)?, &ledger, row_id.0).await?;
        Ok(Json(LedgerRow::new(&ledger, &entry, today(&tx).await?)))
    }

    /// Change some values of a row; 412 if somebody else changed it meanwhile.
    #[oai(path = "/ledgers/:id/rows/:row_id", method = "patch", operation_id = "ledgers.change_row")]
    async fn change(
        &self,
        caller: Guard<can::WriteLedgers>,
        id: Path<Uuid>,
        row_id: Path<Uuid>,
        change: Json<LedgerRowChange>,
    ) -> Reply<Json<LedgerRow>> {
        let tx = caller.write().await?;
        let ledger = define::read(&tx, id.0).await?;
        let revision = change.0.revision;
        let entry = service::change(&tx, reach(&caller)?, &ledger, row_id.0, revision, &change.0.told()).await?;
        let shown = LedgerRow::new(&ledger, &entry, today(&tx).await?);
        tx.commit().await?;
        Ok(Json(shown))
    }

    /// End a row: it stays with its history, and is reminded of no more.
    #[oai(path = "/ledgers/:id/rows/:row_id/end", method = "post", operation_id = "ledgers.end_row")]
    async fn end(
        &self,
        caller: Guard<can::WriteLedgers>,
        id: Path<Uuid>,
        row_id: Path<Uuid>,
        end: Json<LedgerRowEnd>,
    ) -> Reply<Json<LedgerRow>> {
        let tx = caller.write().await?;
        let ledger = define::read(&tx, id.0).await?;
        let entry = service::end(&tx, reach(&caller)?, &ledger, row_id.0, &end.0.reason, end.0.on_day).await?;
        let shown = LedgerRow::new(&ledger, &entry, today(&tx).await?);
        tx.commit().await?;
        Ok(Json(shown))
    }

    /// Have a row hold again that was ended by mistake.
    #[oai(path = "/ledgers/:id/rows/:row_id/reopen", method = "post", operation_id = "ledgers.reopen_row")]
    async fn reopen(&self, caller: Guard<can::WriteLedgers>, id: Path<Uuid>, row_id: Path<Uuid>) -> Reply<Json<LedgerRow>> {
        let tx = caller.write().await?;
        let ledger = define::read(&tx, id.0).await?;
        let entry = service::reopen(&tx, reach(&caller)?, &ledger, row_id.0).await?;
        let shown = LedgerRow::new(&ledger, &entry, today(&tx).await?);
        tx.commit().await?;
        Ok(Json(shown))
    }

    /// What became of a row: who changed what, when, from which value to which. The latest first.
    #[oai(path = "/ledgers/:id/rows/:row_id/history", method = "get", operation_id = "ledgers.row_history")]
    async fn history(
        &self,
        caller: Guard<can::ReadLedgers>,
        id: Path<Uuid>,
        row_id: Path<Uuid>,
        after: Query<Option<String>>,
        limit: Query<Option<u64>>,
    ) -> Reply<Json<LedgerRowEventPage>> {
        let tx = caller.read().await?;
        let ledger = define::read(&tx, id.0).await?;
        let entry = query::read(&tx, reach(&caller)?, &ledger, row_id.0).await?;
        let page = history::list(&tx, &ledger, &entry, &PageRequest { limit: limit.0, after: after.0 }).await?;
        Ok(Json(LedgerRowEventPage::new(&ledger, page)))
    }

    /// Show one sensitive value in the open; who, which and why are kept in the audit book.
    #[oai(path = "/ledgers/:id/rows/:row_id/unmask", method = "post", operation_id = "ledgers.unmask")]
    async fn unmask(
        &self,
        caller: Guard<can::UnmaskLedgers>,
        id: Path<Uuid>,
        row_id: Path<Uuid>,
        request: Json<LedgerUnmask>,
    ) -> Reply<Json<Unmasked>> {
        let tx = caller.write().await?;
        let ledger = define::read(&tx, id.0).await?;
        let value = unmask::unmask(&tx, reach(&caller)?, &ledger, row_id.0, &request.column, &request.reason).await?;
        tx.commit().await?;
        Ok(Json(Unmasked { value }))
    }
}
