//! The figures of projects.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::{
    Stage,
    project::{self, Column},
    project_cost, query,
};
use crate::{
    kernel::{Result, Tx},
    people::query::today,
};

/// Has the figures of today computed anew.
pub(super) async fn mark(tx: &Tx) -> Result<()> {
    let today = today(tx).await?;
    for measure in ["projects.open", "projects.late"] {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// How many there are now of what a measure of projects counts.
pub(crate) async fn stock(tx: &Tx, measure: &str) -> Result<i64> {
    let all = tx.find::<project::Entity>();
    let counted = match measure {
        "projects.late" => all.filter(query::is_late(tx, today(tx).await?)),
        _ => all.filter(Column::Stage.is_in([Stage::Approved, Stage::Building])),
    };
    Ok(i64::try_from(counted.count(tx.conn()).await?).unwrap_or(i64::MAX))
}

/// How many were accepted on each day of a span.
pub(crate) async fn accepted(tx: &Tx, from: NaiveDate, to: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    let within = tx.find::<project::Entity>().filter(Column::AcceptedOn.gte(from)).filter(Column::AcceptedOn.lte(to));
    let days: Vec<NaiveDate> = within.select_only().column(Column::AcceptedOn).into_tuple().all(tx.conn()).await?;
    Ok(sums(days.into_iter().map(|day| (day, 1))))
}

/// How much was paid on each day of a span, in whole yuan.
pub(crate) async fn spent(tx: &Tx, from: NaiveDate, to: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    use project_cost::Column;
    let within = tx.find::<project_cost::Entity>().filter(Column::OnDay.gte(from)).filter(Column::OnDay.lte(to));
    let paid = within.select_only().column(Column::OnDay).column(Column::Amount).into_tuple().all(tx.conn()).await?;
    Ok(sums(paid.into_iter()).into_iter().map(|(day, fen)| (day, fen / 100)).collect())
}

fn sums(entries: impl Iterator<Item = (NaiveDate, i64)>) -> BTreeMap<NaiveDate, i64> {
    let mut sums = BTreeMap::new();
    for (day, amount) in entries {
        *sums.entry(day).or_default() += amount;
    }
    sums
}
