//! Taking a ledger in: sent, previewed, confirmed, then taken row by row by the worker.

mod begin;
mod directory;
pub(crate) mod intake;
mod run;
mod save;
mod twins;

use sea_orm::{ColumnTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

pub use begin::{start, upload};
pub use intake::{FieldName, Preview};
pub(crate) use run::running;
pub use run::{People, Rows, Run, Tally, fail, prepare, reason};

use super::{
    ledger_fault::{self, Column},
    ledger_import,
};
use crate::kernel::{Page, PageRequest, Result, Tx};

/// The imports, the latest first.
pub async fn list(tx: &Tx, page: &PageRequest) -> Result<Page<ledger_import::Model>> {
    let limit = page.limit()?;
    let mut imports = tx.find::<ledger_import::Entity>();
    if let Some(before) = page.key::<Uuid>()? {
        imports = imports.filter(ledger_import::Column::Id.lt(before));
    }
    Page::cut(imports.order_by_desc(ledger_import::Column::Id).limit(limit + 1).all(tx.conn()).await?, limit, |row| row.id)
}

/// One import.
pub async fn read(tx: &Tx, id: Uuid) -> Result<ledger_import::Model> {
    tx.get::<ledger_import::Entity>(id).await
}

/// The cells for which rows were refused, in the order of the spreadsheet.
pub async fn faults(tx: &Tx, import: Uuid, page: &PageRequest) -> Result<Page<ledger_fault::Model>> {
    let (import, limit) = (read(tx, import).await?, page.limit()?);
    let mut faults = tx.find::<ledger_fault::Entity>().filter(Column::ImportId.eq(import.id));
    if let Some((row, column, id)) = page.key::<(i64, String, Uuid)>()? {
        let beside = Column::Column.gt(&column).or(Column::Column.eq(&column).and(Column::Id.gt(id)));
        faults = faults.filter(Column::Row.gt(row).or(Column::Row.eq(row).and(beside)));
    }
    let faults = faults.order_by_asc(Column::Row).order_by_asc(Column::Column).order_by_asc(Column::Id);
    Page::cut(faults.limit(limit + 1).all(tx.conn()).await?, limit, |row| (row.row, row.column.clone(), row.id))
}
