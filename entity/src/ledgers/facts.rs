//! What other contexts fill their tables from: a ledger's rows that hold. Not to be handed on unmasked.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use super::{
    define::{self, Ledger},
    definition::{Column, Definition},
    entry::Entry,
    figures, ledger_entry, query,
};
use crate::kernel::{Result, Tx};

/// The ledger that is known by this code or this name.
pub(crate) async fn named(tx: &Tx, name: &str) -> Result<Option<Ledger>> {
    Ok(define::list(tx).await?.into_iter().find(|ledger| ledger.row.code == name || ledger.row.name == name))
}

/// The column that is known by this code or this title.
pub(crate) fn column<'a>(definition: &'a Definition, name: &str) -> Option<&'a Column> {
    definition.asked().find(|column| column.code == name).or_else(|| definition.asked().find(|column| column.title == name))
}

/// The rows that hold, by their titles.
pub(crate) async fn holding(tx: &Tx, ledger: &Ledger) -> Result<Vec<Entry>> {
    use ledger_entry::{Column, Entity};
    let rows = figures::holding(tx.find::<Entity>().filter(Column::LedgerId.eq(ledger.row.id))).order_by_asc(Column::Id);
    let mut entries = query::opened(tx, ledger, rows.all(tx.conn()).await?).await?;
    // Not by the database: each has another order of Chinese signs.
    entries.sort_by(|one, other| one.row.title.cmp(&other.row.title));
    Ok(entries)
}

/// What is kept in a column, and what is shown of it in the open.
pub(crate) fn value(entry: &Entry, column: &Column) -> (Option<String>, Option<String>) {
    (entry.kept(column), entry.told(column))
}
