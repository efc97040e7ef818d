//! The figures of ledgers: how they are counted, and when they are out of date.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QuerySelect, Select};

use super::{
    ledger,
    ledger_entry::{self, Column},
    ledger_inspection, shipped,
};
use crate::{
    kernel::{Result, Tx},
    people::query,
};

/// What a change of a row puts out of date.
const STOCKS: [&str; 8] = [
    "ledgers.floating",
    "ledgers.shops",
    "ledgers.group_rentals",
    "ledgers.day_rentals",
    "ledgers.own",
    "ledgers.expiring",
    "ledgers.expired",
    "ledgers.inspections_overdue",
];

/// Has the figures of today computed anew.
pub(super) async fn mark(tx: &Tx) -> Result<()> {
    let today = query::today(tx).await?;
    for measure in STOCKS {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// Rows that hold.
pub(super) fn holding(rows: Select<ledger_entry::Entity>) -> Select<ledger_entry::Entity> {
    rows.filter(Column::EndedOn.is_null())
}

/// Rows of a ledger whose validity ends within its notice.
pub(super) fn expiring(rows: Select<ledger_entry::Entity>, ledger: &ledger::Model, today: NaiveDate) -> Select<ledger_entry::Entity> {
    let last = today + Days::new(ledger.notice_days.unsigned_abs());
    rows.filter(Column::ValidUntil.gte(today)).filter(Column::ValidUntil.lte(last))
}

/// Rows whose validity is over.
pub(super) fn expired(rows: Select<ledger_entry::Entity>, today: NaiveDate) -> Select<ledger_entry::Entity> {
    rows.filter(Column::ValidUntil.lt(today))
}

/// Rows whose inspection should have been.
pub(super) fn overdue(rows: Select<ledger_entry::Entity>, today: NaiveDate) -> Select<ledger_entry::Entity> {
    rows.filter(Column::InspectBy.lt(today))
}

/// How many there are now of what a measure of ledgers counts.
pub(crate) async fn stock(tx: &Tx, measure: &str) -> Result<i64> {
    let today = query::today(tx).await?;
    let all = || holding(tx.find::<ledger_entry::Entity>());
    let ledgers = tx.find::<ledger::Entity>().all(tx.conn()).await?;
    let shipped = |code: &str| shipped::SHIPPED.iter().any(|shipped| shipped.code == code);
    let of = |ledgers: Vec<ledger::Model>| all().filter(Column::LedgerId.is_in(ledgers.into_iter().map(|ledger| ledger.id)));
    match measure.strip_prefix("ledgers.").unwrap_or_default() {
        "own" => number(tx, of(ledgers.into_iter().filter(|ledger| !shipped(&ledger.code)).collect())).await,
        "expired" => number(tx, expired(all(), today)).await,
        "inspections_overdue" => number(tx, overdue(all(), today)).await,
        "expiring" => {
            let mut sum = 0;
            for ledger in ledgers {
                sum += number(tx, expiring(all().filter(Column::LedgerId.eq(ledger.id)), &ledger, today)).await?;
            }
            Ok(sum)
        }
        code => number(tx, of(ledgers.into_iter().filter(|ledger| ledger.code == code).collect())).await,
    }
}

pub(super) async fn number(tx: &Tx, rows: Select<ledger_entry::Entity>) -> Result<i64> {
    Ok(i64::try_from(rows.count(tx.conn()).await?).unwrap_or(i64::MAX))
}

/// How many inspections were made on each day of a span.
pub(crate) async fn inspected(tx: &Tx, from: NaiveDate, to: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    use ledger_inspection::Column;
    let within = tx.find::<ledger_inspection::Entity>().filter(Column::OnDay.gte(from)).filter(Column::OnDay.lte(to));
    let days: Vec<NaiveDate> = within.select_only().column(Column::OnDay).into_tuple().all(tx.conn()).await?;
    let mut counts = BTreeMap::new();
    for day in days {
        *counts.entry(day).or_default() += 1;
    }
    Ok(counts)
}
