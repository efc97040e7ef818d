//! A row for each row of a ledger: of the one that the community has under that code or name, or of none.

use std::collections::HashMap;

use uuid::Uuid;

use super::{Gathered, row, say};
use crate::{
    forms::layout::{By, Column, Fact, Layout, Side},
    kernel::{Result, Tx},
    ledgers::{Entry, Kind, define::Ledger, export::state, facts},
    people::{
        building, grid, person,
        query::{self, by_ids},
    },
};

pub(super) async fn gather(tx: &Tx, mut layout: Layout) -> Result<Gathered> {
    let Some(ledger) = facts::named(tx, &layout.ledger).await? else {
        return Ok(Gathered { layout, known: Vec::new() });
    };
    for column in layout.columns.iter_mut().filter(|column| column.fact == Fact::Field) {
        let of_ledger = facts::column(&ledger.definition, &column.field);
        column.kind = of_ledger.map(|of_ledger| of_ledger.kind);
        column.sensitive = of_ledger.is_some_and(|of_ledger| of_ledger.sensitive);
    }
    let today = query::today(tx).await?;
    let entries = facts::holding(tx, &ledger).await?;
    let grids = grids(tx, &entries).await?;
    let wanted = entries.into_iter().filter(|entry| layout.field.is_empty() || has(&ledger, entry, &layout.field, &layout.value));
    let one = |(at, entry): (usize, Entry)| {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let grid = || grids.get(&entry.row.id).cloned().unwrap_or_default();
        let fact = |column: &Column| {
            Ok(match column.fact {
                Fact::Field => told(&ledger, &entry, &column.field),
                Fact::Grid => grid(),
                Fact::Address => address(&ledger, &entry),
                Fact::Standing => say(&format!("ledgers.state_{}", state(&ledger, &entry, today))),
                Fact::ValidUntil => day(entry.row.valid_until),
                Fact::InspectedOn => day(entry.row.inspected_on),
                Fact::InspectBy => day(entry.row.inspect_by),
                _ => String::new(),
            })
        };
        let head = |side: &Side| match side.by {
            By::Grid => vec![grid()],
            // Only what is chosen is counted: texts would be a row each.
            By::Field => vec![counted(&ledger, &entry, &side.field)],
            By::Standing => vec![state(&ledger, &entry, today).to_owned()],
            _ => Vec::new(),
        };
        row(&layout, at + 1, (entry.row.id, people(&ledger, &entry)), fact, head)
    };
    let known = wanted.enumerate().map(one).collect::<Result<_>>()?;
    Ok(Gathered { layout, known })
}

/// What stands in a column, in the open.
fn told(ledger: &Ledger, entry: &Entry, name: &str) -> String {
    let Some(column) = facts::column(&ledger.definition, name) else { return String::new() };
    match (column.kind, facts::value(entry, column).1) {
        (Kind::YesNo, Some(yes)) => say(if yes == "true" { "ledgers.yes" } else { "ledgers.no" }),
        (_, text) => text.unwrap_or_default(),
    }
}

fn counted(ledger: &Ledger, entry: &Entry, name: &str) -> String {
    let choice = facts::column(&ledger.definition, name).filter(|column| matches!(column.kind, Kind::Choice | Kind::YesNo));
    choice.map(|_| told(ledger, entry, name)).unwrap_or_default()
}

/// Whether it says so there: as it is kept, or as it is shown.
fn has(ledger: &Ledger, entry: &Entry, name: &str, value: &str) -> bool {
    let Some(column) = facts::column(&ledger.definition, name) else { return false };
    let (kept, _) = facts::value(entry, column);
    kept.as_deref() == Some(value) || (kept.is_some() && told(ledger, entry, name) == value)
}

/// Its door, else its building.
fn address(ledger: &Ledger, entry: &Entry) -> String {
    let of = |kind: Kind| {
        let columns = ledger.definition.asked().filter(move |column| column.kind == kind);
        columns.filter_map(|column| facts::value(entry, column).1).next()
    };
    of(Kind::Dwelling).or_else(|| of(Kind::Building)).unwrap_or_default()
}

/// The residents whom it names.
fn people(ledger: &Ledger, entry: &Entry) -> Vec<Uuid> {
    let columns = ledger.definition.columns.iter().filter(|column| column.kind == Kind::Person);
    columns.filter_map(|column| entry.reference(column)).collect()
}

/// The grids in which rows are: by their building, else by themselves, else by where their resident lives.
async fn grids(tx: &Tx, entries: &[Entry]) -> Result<HashMap<Uuid, String>> {
    let names = tx.find::<grid::Entity>().all(tx.conn()).await?;
    let names: HashMap<Uuid, String> = names.into_iter().map(|row| (row.id, row.name)).collect();
    let around = by_ids::<building::Entity>(tx, building::Column::Id, entries.iter().filter_map(|entry| entry.row.building_id)).await?;
    let around: HashMap<Uuid, Uuid> = around.into_iter().map(|row| (row.id, row.grid_id)).collect();
    let homes = by_ids::<person::Entity>(tx, person::Column::Id, entries.iter().filter_map(|entry| entry.row.person_id)).await?;
    let at_home = query::places(tx, &homes).await?;
    let home: HashMap<Uuid, Uuid> =
        homes.iter().filter_map(|person| Some((person.id, at_home.get(&person.household_id)?.grid.id))).collect();
    let grid = |entry: &Entry| {
        let by_building = entry.row.building_id.and_then(|id| around.get(&id).copied());
        let id = by_building.or(entry.row.grid_id).or_else(|| entry.row.person_id.and_then(|id| home.get(&id).copied()));
        Some((entry.row.id, names.get(&id?)?.clone()))
    };
    Ok(entries.iter().filter_map(grid).collect())
}
