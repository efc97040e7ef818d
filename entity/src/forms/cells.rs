//! What is written into cells by hand.

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{
    Change,
    error::FormError,
    form_filling,
    form_row::{self, Column, sealed},
    query::{Opened, held, rows_of},
    rules::{self, LONGEST_TEXT, Totals, missing},
};
use crate::kernel::{Failure, Result, Tx};

/// Writes `text` into a cell, beside what is known; nothing, or what is known, takes the correction back.
///
/// # Errors
/// `WrongState` once it is looked over; "stale" if somebody else wrote into the row meanwhile.
pub async fn write(tx: &Tx, filling: Uuid, row: Uuid, revision: i64, column: usize, text: Option<&str>) -> Result<Opened> {
    let filling = held(tx, filling).await?;
    let before = tx.get::<form_row::Entity>(row).await?;
    if before.filling_id != filling.id {
        return Err(Failure::not_found());
    }
    if !rules::is_editable(filling.state) || before.change == Change::Gone {
        return Err(FormError::WrongState.into());
    }
    let columns = filling.design()?.columns;
    let mut cells = before.opened(tx)?;
    let cell = cells.get_mut(column).ok_or_else(|| Failure::invalid_field("column", "forms.column_unknown"))?;
    let text = text.map(str::trim);
    if text.is_some_and(|text| text.chars().count() > LONGEST_TEXT) {
        return Err(Failure::invalid_field("text", "forms.too_long"));
    }
    cell.hand = text.filter(|text| *text != cell.known).map(ToOwned::to_owned);
    let change =
        form_row::ActiveModel { missing: Set(missing(&columns, &cells)), cells: Set(sealed(tx, row, &cells)?), ..Default::default() };
    let row = tx.revise(row, Column::Revision, revision, change).await?;
    Ok(Opened { row, cells })
}

/// Counts a filling's rows, cells and changes. One without columns has no rows: it stays as it was counted.
pub(super) async fn totals(tx: &Tx, filling: &form_filling::Model) -> Result<Totals> {
    let columns = filling.design()?.columns;
    if columns.is_empty() {
        return filling.counted();
    }
    let mut totals = Totals::default();
    for row in rows_of(tx, filling.id).await? {
        totals.count(row.change, &columns, &row.opened(tx)?);
    }
    Ok(totals)
}
