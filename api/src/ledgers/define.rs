//! Which ledgers there are, and which columns they have.

use mulin_entity::{
    kernel::Failure,
    ledgers::{can, define, query},
};
use poem_openapi::{OpenApi, param::Path, payload::Json};
use uuid::Uuid;

use super::{
    dto::{LedgerBook, LedgerBookPage, LedgerDecision},
    reach,
};
use crate::{Guard, Reply, Tag, people::Created};

/// Ledgers.
pub struct DefinitionsApi;

#[OpenApi(tag = "Tag::Ledgers")]
impl DefinitionsApi {
    /// Every ledger with its columns, and how many rows are in which state. A grid worker's counts are those of the own grids.
    #[oai(path = "/ledgers", method = "get", operation_id = "ledgers.list")]
    async fn list(&self, caller: Guard<can::ReadLedgers>) -> Reply<Json<LedgerBookPage>> {
        let ledgers = query::ledgers(&caller.read().await?, reach(&caller)?).await?;
        let items = ledgers.iter().map(|(ledger, counts)| LedgerBook::new(ledger, Some(*counts))).collect();
        Ok(Json(LedgerBookPage { items, next: None }))
    }

    /// Make a ledger of the community's own.
    #[oai(path = "/ledgers", method = "post", operation_id = "ledgers.create")]
    async fn create(&self, caller: Guard<can::DefineLedgers>, body: Json<LedgerDecision>) -> Reply<Created<LedgerBook>> {
        let tx = caller.write().await?;
        let ledger = define::create(&tx, body.0.read()?).await?;
        tx.commit().await?;
        Ok(Created::Created(Json(LedgerBook::new(&ledger, None))))
    }

    /// One ledger with its columns.
    #[oai(path = "/ledgers/:id", method = "get", operation_id = "ledgers.show")]
    async fn show(&self, caller: Guard<can::ReadLedgers>, id: Path<Uuid>) -> Reply<Json<LedgerBook>> {
        let tx = caller.read().await?;
        let ledger = define::read(&tx, id.0).await?;
        let today = mulin_entity::people::query::today(&tx).await?;
        let counts = query::counts(&tx, reach(&caller)?, &ledger, today).await?;
        Ok(Json(LedgerBook::new(&ledger, Some(counts))))
    }

    /// Decide anew about a ledger: columns are added, renamed, moved or retired. What rows rest on, such as a column's kind, stays.
    #[oai(path = "/ledgers/:id", method = "put", operation_id = "ledgers.change")]
    async fn change(&self, caller: Guard<can::DefineLedgers>, id: Path<Uuid>, body: Json<LedgerDecision>) -> Reply<Json<LedgerBook>> {
        let tx = caller.write().await?;
        define::read(&tx, id.0).await?;
        let version = body.0.version.ok_or_else(|| Failure::invalid_field("version", "kernel.field_malformed"))?;
        let ledger = define::change(&tx, id.0, version, body.0.read()?).await?;
        tx.commit().await?;
        Ok(Json(LedgerBook::new(&ledger, None)))
    }
}
