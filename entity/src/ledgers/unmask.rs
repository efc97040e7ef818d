//! Showing one sensitive value of one row to somebody who says why; the audit book keeps it.

use serde_json::json;
use uuid::Uuid;

use super::{define::Ledger, entry::Entry, error::LedgerError, sight};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{Reach, unmask::stated},
};

/// The value in the open. If that cannot be noted in the audit book, it is not shown.
pub async fn unmask(tx: &Tx, reach: Reach, ledger: &Ledger, id: Uuid, column: &str, reason: &str) -> Result<String> {
    let entry = Entry::open(tx, sight::entry(tx, reach, ledger.row.id, id).await?)?;
    let column = ledger.definition.column(column).filter(|column| column.sensitive);
    let column = column.ok_or_else(|| Failure::invalid_field("column", "ledgers.column_unknown"))?;
    let reason = stated(reason)?;
    let value = entry.values.get(&column.code).cloned().ok_or(LedgerError::ValueEmpty)?;
    tx.audit("ledgers.unmask", "ledger_entry", id, json!({ "column": column.code, "reason": reason })).await?;
    Ok(value)
}
