//! How a ledger goes out: which columns in which order, under which headers, as the office that asks for it wants them.

use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{define::Ledger, ledger_layout};
use crate::{
    kernel::{Failure, Result, Tx},
    people::text,
};

/// What every row has beside its columns, by words that no column's code can be.
pub const EXTRAS: [&str; 7] = ["#number", "#state", "#added_on", "#inspected_on", "#inspect_by", "#ended_on", "#ended_reason"];
/// The most columns of a layout, and the most layouts of a ledger.
const MOST: usize = 80;

/// A column of what goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The code of the ledger's column, or one of [`EXTRAS`].
    pub column: String,
    /// Its header, if it is another than the column's own.
    pub title: Option<String>,
}

/// The layouts of a ledger, by name.
pub async fn list(tx: &Tx, ledger: &Ledger) -> Result<Vec<ledger_layout::Model>> {
    let layouts = tx.find::<ledger_layout::Entity>().filter(ledger_layout::Column::LedgerId.eq(ledger.row.id));
    Ok(layouts.order_by_asc(ledger_layout::Column::Name).all(tx.conn()).await?)
}

/// A layout of the ledger.
pub async fn read(tx: &Tx, ledger: &Ledger, id: Uuid) -> Result<ledger_layout::Model> {
    let layout = tx.get::<ledger_layout::Entity>(id).await?;
    if layout.ledger_id == ledger.row.id { Ok(layout) } else { Err(Failure::not_found()) }
}

/// Keeps a layout.
pub async fn add(tx: &Tx, ledger: &Ledger, name: &str, slots: &[Slot]) -> Result<ledger_layout::Model> {
    let name = text::line(name);
    let there = list(tx, ledger).await?;
    let known = |slot: &Slot| ledger.definition.column(&slot.column).is_some() || EXTRAS.contains(&slot.column.as_str());
    match () {
        () if name.is_empty() => return Err(Failure::invalid_field("name", "ledgers.name_wanted")),
        () if there.iter().any(|layout| layout.name == name) => return Err(Failure::invalid_field("name", "ledgers.name_taken")),
        () if slots.is_empty() || slots.len() > MOST || there.len() >= MOST => {
            return Err(Failure::invalid_field("columns", "ledgers.columns_wanted"));
        }
        () if !slots.iter().all(known) => return Err(Failure::invalid_field("columns", "ledgers.column_unknown")),
        () => {}
    }
    let row = ledger_layout::ActiveModel {
        ledger_id: Set(ledger.row.id),
        name: Set(name),
        columns: Set(serde_json::to_value(slots)?),
        ..Default::default()
    };
    tx.insert(row).await
}

/// Forgets a layout.
pub async fn remove(tx: &Tx, ledger: &Ledger, id: Uuid) -> Result<()> {
    let layout = read(tx, ledger, id).await?;
    tx.delete_many::<ledger_layout::Entity>().filter(ledger_layout::Column::Id.eq(layout.id)).exec(tx.conn()).await?;
    Ok(())
}

/// The slots of a layout; without one, every column that is asked for, numbered in front and with its state behind.
pub(super) fn slots(ledger: &Ledger, layout: Option<ledger_layout::Model>) -> Result<Vec<Slot>> {
    if let Some(layout) = layout {
        return Ok(serde_json::from_value(layout.columns)?);
    }
    let slot = |column: &str| Slot { column: column.to_owned(), title: None };
    let asked = ledger.definition.asked().map(|column| slot(&column.code));
    let behind: &[&str] = if ledger.row.inspection_days.is_some() { &["#inspected_on", "#inspect_by", "#state"] } else { &["#state"] };
    Ok(std::iter::once(slot("#number")).chain(asked).chain(behind.iter().map(|extra| slot(extra))).collect())
}
