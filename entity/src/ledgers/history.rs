//! What became of a row: who changed what, when, from which value to which.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    define::Ledger,
    entry::Entry,
    ledger_change::{self, Kind},
    references,
    value::{self, Values},
};
use crate::{
    kernel::{Actor, Page, PageRequest, Result, Tx},
    tenancy::membership,
};

/// A value before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The column's code.
    pub column: String,
    /// What stood there; none for nothing.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
}

/// A change, as it is shown.
#[derive(Debug, Clone)]
pub struct Change {
    /// The row.
    pub id: Uuid,
    /// What happened.
    pub kind: Kind,
    /// The values, masked where they are sensitive.
    pub cells: Vec<Cell>,
    /// Why.
    pub note: String,
    /// Who did it; none for the system.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Where two rows of values differ.
pub(super) fn difference(before: &Values, after: &Values) -> Vec<Cell> {
    let codes: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let cell = |code: &String| Cell { column: code.clone(), before: before.get(code).cloned(), after: after.get(code).cloned() };
    codes.into_iter().map(cell).filter(|cell| cell.before != cell.after).collect()
}

/// Writes down what happened to a row, after whatever happened before.
pub(super) async fn note(tx: &Tx, entry: Uuid, kind: Kind, cells: &[Cell], note: &str) -> Result<()> {
    use ledger_change::Column;
    let before = tx.find::<ledger_change::Entity>().filter(Column::EntryId.eq(entry)).order_by_desc(Column::Place);
    let place: Option<i64> = before.select_only().column(Column::Place).into_tuple().one(tx.conn()).await?;
    write(tx, entry, place.unwrap_or_default() + 1, kind, cells, note).await
}

/// Writes down that a row was entered.
pub(super) async fn begin(tx: &Tx, entry: Uuid, values: &Values) -> Result<()> {
    write(tx, entry, 1, Kind::Added, &difference(&Values::new(), values), "").await
}

async fn write(tx: &Tx, entry: Uuid, place: i64, kind: Kind, cells: &[Cell], note: &str) -> Result<()> {
    let id = tx.new_id();
    let row = ledger_change::ActiveModel {
        id: Set(id),
        entry_id: Set(entry),
        place: Set(place),
        kind: Set(kind),
        cells: Set(tx.seal("ledger_change", "cells", id, &serde_json::to_string(cells)?)?),
        note: Set(note.to_owned()),
        actor: Set(serde_json::to_value(tx.actor())?),
        ..Default::default()
    };
    tx.insert(row).await.map(drop)
}

/// What became of a row, the latest first.
pub async fn list(tx: &Tx, ledger: &Ledger, entry: &Entry, page: &PageRequest) -> Result<Page<Change>> {
    use ledger_change::Column;
    let limit = page.limit()?;
    let mut changes = tx.find::<ledger_change::Entity>().filter(Column::EntryId.eq(entry.row.id));
    if let Some(place) = page.key::<i64>()? {
        changes = changes.filter(Column::Place.lt(place));
    }
    let rows = changes.order_by_desc(Column::Place).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.place)?;
    let mut opened = Vec::new();
    for row in page.items {
        let cells: Vec<Cell> = serde_json::from_str(&tx.open("ledger_change", "cells", row.id, &row.cells)?)?;
        opened.push((row, cells));
    }
    let names = names(tx, opened.iter().map(|(row, _)| &row.actor)).await?;
    let values: Vec<Values> =
        opened.iter().flat_map(|(_, cells)| [sides(cells, |cell| &cell.before), sides(cells, |cell| &cell.after)]).collect();
    let labels = references::labels(tx, &ledger.definition, values.iter()).await?;
    let items = opened.into_iter().map(|(row, cells)| Change {
        by: member(&row.actor).and_then(|member| names.get(&member).cloned()),
        cells: cells.into_iter().map(|cell| shown(ledger, &labels, cell)).collect(),
        id: row.id,
        kind: row.kind,
        note: row.note,
        at: row.created_at,
    });
    Ok(Page { items: items.collect(), next: page.next })
}

fn sides(cells: &[Cell], side: impl Fn(&Cell) -> &Option<String>) -> Values {
    cells.iter().filter_map(|cell| Some((cell.column.clone(), side(cell).clone()?))).collect()
}

fn shown(ledger: &Ledger, labels: &HashMap<Uuid, String>, cell: Cell) -> Cell {
    let column = ledger.definition.column(&cell.column);
    let side = |value: Option<String>| {
        let value = value?;
        Some(match column {
            Some(column) if column.sensitive => value::masked(column.kind, &value),
            Some(column) if column.kind.is_reference() => value.parse().ok().and_then(|id: Uuid| labels.get(&id).cloned()).unwrap_or(value),
            _ => value,
        })
    };
    Cell { before: side(cell.before), after: side(cell.after), column: cell.column }
}

fn member(actor: &serde_json::Value) -> Option<Uuid> {
    match serde_json::from_value(actor.clone()) {
        Ok(Actor::Account { member, .. }) => member,
        _ => None,
    }
}

async fn names(tx: &Tx, actors: impl Iterator<Item = &serde_json::Value>) -> Result<HashMap<Uuid, String>> {
    let members: BTreeSet<Uuid> = actors.filter_map(member).collect();
    let rows = tx.find::<membership::Entity>().filter(membership::Column::Id.is_in(members)).all(tx.conn()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
