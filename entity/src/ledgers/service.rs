//! What people do with rows: add, change, end and reopen them.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{
    define::{self, Ledger},
    entry::{self, Entry},
    error::LedgerError,
    figures, history,
    ledger_change::Kind,
    ledger_entry, ledger_key,
    references::{self, Place},
    sight,
    value::{self, Values},
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{Reach, ledger::Cell, query, text},
};

/// The longest reason, in signs.
const LONGEST_REASON: usize = 200;

/// What is told of a row: cells by the columns' codes. A column that is not told stays as it is, an empty cell takes away what was there.
pub type Told = BTreeMap<String, Cell>;

/// What is wrong with a row: codes of columns, each with the code of a message.
pub(super) type Faults = Vec<(String, &'static str)>;

/// Adds a row.
pub async fn add(tx: &Tx, reach: Reach, ledger: &Ledger, told: &Told) -> Result<Entry> {
    let today = query::today(tx).await?;
    let values = checked(tx, reach, ledger, &Values::new(), told, today).await?.map_err(refused)?;
    refuse_taken(tx, ledger, None, &values).await?;
    let entry = insert(tx, reach, ledger, values, "entry", today).await?;
    figures::mark(tx).await?;
    Ok(entry)
}

/// Changes some values of a row, on the base of the revision that was looked at.
pub async fn change(tx: &Tx, reach: Reach, ledger: &Ledger, id: Uuid, revision: i64, told: &Told) -> Result<Entry> {
    let before = Entry::open(tx, sight::entry(tx, reach, ledger.row.id, id).await?)?;
    if before.row.ended_on.is_some() {
        return Err(LedgerError::Ended.into());
    }
    if before.row.revision != revision {
        return Err(LedgerError::Stale.into());
    }
    let today = query::today(tx).await?;
    let values = checked(tx, reach, ledger, &before.values, told, today).await?.map_err(refused)?;
    refuse_taken(tx, ledger, Some(id), &values).await?;
    let entry = update(tx, reach, ledger, before, values).await?;
    figures::mark(tx).await?;
    Ok(entry)
}

/// Ends a row: it stays, with its history, and keeps nobody else from its unique values.
pub async fn end(tx: &Tx, reach: Reach, ledger: &Ledger, id: Uuid, reason: &str, on: Option<NaiveDate>) -> Result<Entry> {
    let row = sight::entry(tx, reach, ledger.row.id, id).await?;
    if row.ended_on.is_some() {
        return Err(LedgerError::Ended.into());
    }
    let (reason, today) = (stated(reason)?, query::today(tx).await?);
    let on = on.unwrap_or(today);
    if on > today {
        return Err(Failure::invalid_field("on_day", "ledgers.day_ahead"));
    }
    let revision = row.revision + 1;
    let mut row = row.into_active_model();
    (row.ended_on, row.ended_reason, row.revision) = (Set(Some(on)), Set(Some(reason.clone())), Set(revision));
    let entry = Entry::open(tx, tx.update(row).await?)?;
    put_keys(tx, ledger, id, &entry.values, false).await?;
    history::note(tx, id, Kind::Ended, &[], &reason).await?;
    tx.audit("ledgers.end_row", "ledger_entry", id, json!({ "on": on })).await?;
    figures::mark(tx).await?;
    labelled(tx, ledger, entry).await
}

/// Has a row hold again that was ended by mistake.
pub async fn reopen(tx: &Tx, reach: Reach, ledger: &Ledger, id: Uuid) -> Result<Entry> {
    let row = sight::entry(tx, reach, ledger.row.id, id).await?;
    if row.ended_on.is_none() {
        return Err(LedgerError::NotEnded.into());
    }
    let entry = Entry::open(tx, row)?;
    refuse_taken(tx, ledger, Some(id), &entry.values).await?;
    let revision = entry.row.revision + 1;
    let mut row = entry.row.into_active_model();
    (row.ended_on, row.ended_reason, row.revision) = (Set(None), Set(None), Set(revision));
    let entry = Entry::open(tx, tx.update(row).await?)?;
    put_keys(tx, ledger, id, &entry.values, true).await?;
    history::note(tx, id, Kind::Reopened, &[], "").await?;
    figures::mark(tx).await?;
    labelled(tx, ledger, entry).await
}

/// The values of a row after what is told, or all that is wrong with them.
pub(super) async fn checked(
    tx: &Tx,
    reach: Reach,
    ledger: &Ledger,
    before: &Values,
    told: &Told,
    today: NaiveDate,
) -> Result<std::result::Result<Values, Faults>> {
    let (mut values, mut faults) = (before.clone(), Faults::new());
    for (code, cell) in told {
        let Some(column) = ledger.definition.column(code).filter(|column| !column.retired) else {
            faults.push((code.clone(), "ledgers.column_unknown"));
            continue;
        };
        let read = match value::read(column, cell, today) {
            Ok(Some(text)) if column.kind.is_reference() => {
                references::find(tx, reach, column.kind, &text).await?.map(|id| Some(id.to_string()))
            }
            other => other,
        };
        match read {
            Ok(Some(value)) => drop(values.insert(code.clone(), value)),
            Ok(None) => drop(values.remove(code)),
            Err(why) => faults.push((code.clone(), why)),
        }
    }
    let told_wrongly: HashSet<String> = faults.iter().map(|(code, _)| code.clone()).collect();
    let missing = ledger.definition.asked().filter(|column| column.required && !values.contains_key(&column.code));
    faults
        .extend(missing.filter(|column| !told_wrongly.contains(&column.code)).map(|column| (column.code.clone(), "ledgers.value_wanted")));
    Ok(if faults.is_empty() { Ok(values) } else { Err(faults) })
}

fn refused(faults: Faults) -> Failure {
    let whole = Failure::new(crate::kernel::Kind::Invalid, "kernel.invalid");
    faults.into_iter().fold(whole, |failure, (code, why)| failure.field(format!("values.{code}"), why))
}

/// The columns in which another row that holds has the same value where only one may.
pub(super) async fn taken(tx: &Tx, ledger: &Ledger, own: Option<Uuid>, values: &Values) -> Result<Vec<(String, Uuid)>> {
    let mut found = Vec::new();
    for column in ledger.definition.columns.iter().filter(|column| column.unique) {
        let Some(value) = values.get(&column.code) else { continue };
        let same = tx
            .find::<ledger_key::Entity>()
            .filter(ledger_key::Column::LedgerId.eq(ledger.row.id))
            .filter(ledger_key::Column::Field.eq(&column.code))
            .filter(ledger_key::Column::Hash.eq(entry::hash(tx, ledger.row.id, &column.code, value)?))
            .filter(ledger_key::Column::Sole.eq(true));
        let other = same.one(tx.conn()).await?.map(|key| key.entry_id).filter(|other| Some(*other) != own);
        found.extend(other.map(|other| (column.code.clone(), other)));
    }
    Ok(found)
}

async fn refuse_taken(tx: &Tx, ledger: &Ledger, own: Option<Uuid>, values: &Values) -> Result<()> {
    let taken = taken(tx, ledger, own, values).await?;
    if taken.is_empty() {
        return Ok(());
    }
    Err(taken
        .into_iter()
        .fold(LedgerError::Taken.into(), |failure: Failure, (code, _)| failure.field(format!("values.{code}"), "ledgers.taken")))
}

/// Writes a new row whose values were checked.
pub(super) async fn insert(tx: &Tx, reach: Reach, ledger: &Ledger, values: Values, source: &str, today: NaiveDate) -> Result<Entry> {
    let id = tx.new_id();
    let mut row = ledger_entry::ActiveModel {
        id: Set(id),
        ledger_id: Set(ledger.row.id),
        revision: Set(1),
        source: Set(source.to_owned()),
        expiry_told_on: Set(None),
        inspected_on: Set(None),
        inspect_by: Set(define::inspect_by(&ledger.row, None, today)),
        inspection_told_on: Set(None),
        open_findings: Set(0),
        ended_on: Set(None),
        ended_reason: Set(None),
        ..Default::default()
    };
    let labels = fill(tx, reach, ledger, id, &mut row, &values).await?;
    let row = tx.insert(row).await?;
    put_keys(tx, ledger, id, &values, true).await?;
    history::begin(tx, id, &values).await?;
    Ok(Entry { row, values, labels })
}

/// Writes the values of a row that is there; nothing if they are the same.
pub(super) async fn update(tx: &Tx, reach: Reach, ledger: &Ledger, before: Entry, values: Values) -> Result<Entry> {
    let cells = history::difference(&before.values, &values);
    if cells.is_empty() {
        return labelled(tx, ledger, before).await;
    }
    let (id, revision) = (before.row.id, before.row.revision + 1);
    let mut row = before.row.into_active_model();
    row.revision = Set(revision);
    let labels = fill(tx, reach, ledger, id, &mut row, &values).await?;
    let row = tx.update(row).await?;
    put_keys(tx, ledger, id, &values, true).await?;
    history::note(tx, id, Kind::Changed, &cells, "").await?;
    Ok(Entry { row, values, labels })
}

async fn fill(
    tx: &Tx,
    reach: Reach,
    ledger: &Ledger,
    id: Uuid,
    row: &mut ledger_entry::ActiveModel,
    values: &Values,
) -> Result<std::collections::HashMap<Uuid, String>> {
    let labels = references::labels(tx, &ledger.definition, std::iter::once(values)).await?;
    entry::put(tx, &ledger.definition, id, row, values, &labels)?;
    let mut place = Place::of(tx, &ledger.definition, values).await?;
    // What a grid worker enters must be somewhere where they see it.
    if reach != Reach::Community && !place.is_known() {
        place.grid = references::any_grid(tx, reach).await?;
    }
    (row.building_id, row.grid_id, row.person_id) = (Set(place.building), Set(place.grid), Set(place.person));
    Ok(labels)
}

async fn put_keys(tx: &Tx, ledger: &Ledger, id: Uuid, values: &Values, holds: bool) -> Result<()> {
    tx.delete_many::<ledger_key::Entity>().filter(ledger_key::Column::EntryId.eq(id)).exec(tx.conn()).await?;
    let keys = entry::keys(tx, &ledger.definition, (ledger.row.id, id), values, holds)?;
    // Two who take the same value at once: the second one is told like a later one.
    tx.insert_many(keys).await.map_err(|failure| match failure.code() {
        "kernel.exists_already" => LedgerError::Taken.into(),
        _ => failure,
    })
}

/// The row with the names of what it refers to.
pub(super) async fn labelled(tx: &Tx, ledger: &Ledger, entry: Entry) -> Result<Entry> {
    let labels = references::labels(tx, &ledger.definition, std::iter::once(&entry.values)).await?;
    Ok(Entry { labels, ..entry })
}

/// A reason that says something.
pub(super) fn stated(reason: &str) -> Result<String> {
    let reason = text::line(reason);
    match reason.chars().count() {
        2..=LONGEST_REASON => Ok(reason),
        _ => Err(Failure::invalid_field("reason", "ledgers.reason_wanted")),
    }
}
