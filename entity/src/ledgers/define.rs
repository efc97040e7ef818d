//! Which ledgers there are, and deciding about their columns. Every version of the columns is kept.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::{
    definition::{Column, Definition},
    error::LedgerError,
    figures, ledger, ledger_entry, ledger_version,
    shipped::SHIPPED,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{query, text},
};

/// The most ledgers of a community.
const MOST_LEDGERS: usize = 60;
/// The longest name, in signs.
const LONGEST_NAME: usize = 40;
/// The longest notice or interval, in days.
const LONGEST_DAYS: i64 = 730;

/// A ledger with the columns that hold.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// Itself.
    pub row: ledger::Model,
    /// Its columns.
    pub definition: Definition,
}

/// What is decided about a ledger.
#[derive(Debug, Clone)]
pub struct Decision {
    /// What it is called.
    pub name: String,
    /// So many days before, its people are reminded.
    pub notice_days: i64,
    /// So many days lie between two inspections; none for no inspections.
    pub inspection_days: Option<i64>,
    /// Its columns; one without a code is new and gets one.
    pub columns: Vec<Column>,
}

/// All ledgers, in the order in which they were made.
pub async fn list(tx: &Tx) -> Result<Vec<Ledger>> {
    let rows =
        tx.find::<ledger::Entity>().order_by_asc(ledger::Column::CreatedAt).order_by_asc(ledger::Column::Code).all(tx.conn()).await?;
    let versions = tx.find::<ledger_version::Entity>().all(tx.conn()).await?;
    let mut columns: BTreeMap<(Uuid, i64), serde_json::Value> =
        versions.into_iter().map(|version| ((version.ledger_id, version.version), version.columns)).collect();
    let whole = |row: ledger::Model| {
        let columns = columns.remove(&(row.id, row.version)).unwrap_or_default();
        Ok(Ledger { definition: serde_json::from_value(columns)?, row })
    };
    rows.into_iter().map(whole).collect()
}

/// One ledger.
pub async fn read(tx: &Tx, id: Uuid) -> Result<Ledger> {
    let row = tx.get::<ledger::Entity>(id).await?;
    let version = tx
        .find::<ledger_version::Entity>()
        .filter(ledger_version::Column::LedgerId.eq(id))
        .filter(ledger_version::Column::Version.eq(row.version))
        .one(tx.conn())
        .await?;
    let columns = version.ok_or_else(|| Failure::internal("a ledger without its columns"))?.columns;
    Ok(Ledger { row, definition: serde_json::from_value(columns)? })
}

/// Gives a community the shipped ledgers that it does not have.
pub async fn ensure(tx: &Tx) -> Result<()> {
    let known = tx.find::<ledger::Entity>().all(tx.conn()).await?;
    for shipped in SHIPPED.iter().filter(|shipped| !known.iter().any(|row| row.code == shipped.code || row.name == shipped.name)) {
        let decision = Decision {
            name: shipped.name.clone(),
            notice_days: shipped.notice_days,
            inspection_days: shipped.inspection_days,
            columns: shipped.columns.columns.clone(),
        };
        insert(tx, &shipped.code, decision).await?;
    }
    Ok(())
}

/// Makes a ledger of the community's own.
pub async fn create(tx: &Tx, decision: Decision) -> Result<Ledger> {
    let known = tx.find::<ledger::Entity>().all(tx.conn()).await?;
    if known.len() >= MOST_LEDGERS {
        return Err(Failure::invalid_field("name", "ledgers.too_many_ledgers"));
    }
    refuse_taken(&known, None, &decision.name)?;
    insert(tx, &format!("own-{}", tx.new_id().simple()), decision).await
}

async fn insert(tx: &Tx, code: &str, mut decision: Decision) -> Result<Ledger> {
    number_columns(&mut decision.columns);
    let definition = Definition { columns: decision.columns.clone() };
    definition.check()?;
    let row = ledger::ActiveModel {
        code: Set(code.to_owned()),
        name: Set(checked_name(&decision)?),
        version: Set(1),
        notice_days: Set(decision.notice_days),
        inspection_days: Set(decision.inspection_days),
        ..Default::default()
    };
    let row = tx.insert(row).await?;
    keep_version(tx, &row, &definition).await?;
    tx.audit("ledgers.create", "ledger", row.id, json!({ "name": row.name })).await?;
    Ok(Ledger { row, definition })
}

/// Decides anew, on the base of the version that was looked at.
pub async fn change(tx: &Tx, id: Uuid, version: i64, mut decision: Decision) -> Result<Ledger> {
    let before = read(tx, id).await?;
    if before.row.version != version {
        return Err(LedgerError::Stale.into());
    }
    refuse_taken(&tx.find::<ledger::Entity>().all(tx.conn()).await?, Some(id), &decision.name)?;
    let taken: Vec<&str> = before.definition.columns.iter().map(|column| column.code.as_str()).collect();
    number_columns_beside(&mut decision.columns, &taken);
    let definition = Definition { columns: decision.columns.clone() };
    definition.check_change(&before.definition)?;
    let interval = before.row.inspection_days;
    let mut row = before.row.into_active_model();
    row.name = Set(checked_name(&decision)?);
    row.notice_days = Set(decision.notice_days);
    row.inspection_days = Set(decision.inspection_days);
    row.version = Set(version + 1);
    let row = tx.update(row).await?;
    keep_version(tx, &row, &definition).await?;
    if row.inspection_days != interval {
        reschedule(tx, &row).await?;
    }
    figures::mark(tx).await?;
    let detail = json!({ "version": row.version, "notice_days": row.notice_days, "inspection_days": row.inspection_days });
    tx.audit("ledgers.change_columns", "ledger", id, detail).await?;
    Ok(Ledger { row, definition })
}

fn refuse_taken(known: &[ledger::Model], own: Option<Uuid>, name: &str) -> Result<()> {
    let name = text::line(name);
    match known.iter().any(|row| row.name == name && Some(row.id) != own) {
        true => Err(Failure::invalid_field("name", "ledgers.name_taken")),
        false => Ok(()),
    }
}

fn checked_name(decision: &Decision) -> Result<String> {
    let name = text::line(&decision.name);
    let days = |days: i64, least: i64| (least..=LONGEST_DAYS).contains(&days);
    match () {
        () if !(1..=LONGEST_NAME).contains(&name.chars().count()) => Err(Failure::invalid_field("name", "ledgers.name_wanted")),
        () if !days(decision.notice_days, 0) => Err(Failure::invalid_field("notice_days", "ledgers.days_unusable")),
        () if !decision.inspection_days.is_none_or(|interval| days(interval, 1)) => {
            Err(Failure::invalid_field("inspection_days", "ledgers.days_unusable"))
        }
        () => Ok(name),
    }
}

fn number_columns(columns: &mut [Column]) {
    number_columns_beside(columns, &[]);
}

/// Gives new columns a code that none has or had.
fn number_columns_beside(columns: &mut [Column], taken: &[&str]) {
    let mut taken: Vec<String> =
        columns.iter().map(|column| column.code.clone()).chain(taken.iter().map(|code| (*code).to_owned())).collect();
    for column in columns.iter_mut().filter(|column| column.code.is_empty()) {
        let free = (1..).map(|number| format!("c{number}")).find(|code| !taken.contains(code)).unwrap_or_default();
        taken.push(free.clone());
        column.code = free;
    }
}

async fn keep_version(tx: &Tx, row: &ledger::Model, definition: &Definition) -> Result<()> {
    let version = ledger_version::ActiveModel {
        ledger_id: Set(row.id),
        version: Set(row.version),
        columns: Set(serde_json::to_value(definition)?),
        actor: Set(serde_json::to_value(tx.actor())?),
        ..Default::default()
    };
    tx.insert(version).await.map(drop)
}

/// The last day for the next inspection, counted from the last one or from today.
pub(super) fn inspect_by(row: &ledger::Model, last: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
    row.inspection_days.and_then(|days| last.unwrap_or(today).checked_add_days(Days::new(days.unsigned_abs())))
}

/// Another interval holds for every row: one statement for those that were inspected on the same day.
async fn reschedule(tx: &Tx, row: &ledger::Model) -> Result<()> {
    use ledger_entry::Column;
    let today = query::today(tx).await?;
    let rows = figures::holding(tx.find::<ledger_entry::Entity>().filter(Column::LedgerId.eq(row.id))).all(tx.conn()).await?;
    let days: std::collections::BTreeSet<Option<NaiveDate>> = rows.into_iter().map(|entry| entry.inspected_on).collect();
    for last in days {
        let same = last.map_or_else(|| Column::InspectedOn.is_null(), |day| Column::InspectedOn.eq(day));
        let next = ledger_entry::ActiveModel { inspect_by: Set(inspect_by(row, last, today)), ..Default::default() };
        let those = tx.update_many::<ledger_entry::Entity>().set(next).filter(Column::LedgerId.eq(row.id)).filter(same);
        those.exec(tx.conn()).await?;
    }
    Ok(())
}
