//! How far the plans are: by kind of party, by grid or unit, by month.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    interview::{self, Column},
    outreach_plan,
    party::Party,
    plans,
    rules::Per,
};
use crate::{
    kernel::{Result, Tx},
    partners::partner_unit,
    people::grid,
};

/// A grid, a unit, or the community, with what is wanted of it and what was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The grid or the unit; neither for the community, and for what counts for none of them.
    pub of: Option<Uuid>,
    /// What it is called.
    pub name: String,
    /// Whom to remind of a grid.
    pub worker: Option<Uuid>,
    /// How many interviews there are to be.
    pub wanted: i64,
    /// How many there were.
    pub held: i64,
}

impl Line {
    /// How many are missing.
    pub fn missing(&self) -> i64 {
        (self.wanted - self.held).max(0)
    }
}

/// How far a plan is in one of its periods.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// The plan.
    pub plan: outreach_plan::Model,
    /// The first day of the period.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// Each grid, each unit, or the community.
    pub lines: Vec<Line>,
}

impl Coverage {
    /// How many interviews there are to be.
    pub fn wanted(&self) -> i64 {
        self.lines.iter().map(|line| line.wanted).sum()
    }

    /// How many of those there were: more in one grid does not stand for another.
    pub fn covered(&self) -> i64 {
        self.lines.iter().map(|line| line.held.min(line.wanted)).sum()
    }

    /// How many there were.
    pub fn held(&self) -> i64 {
        self.lines.iter().map(|line| line.held).sum()
    }
}

/// How far every plan is in its period around `day`.
pub async fn around(tx: &Tx, day: NaiveDate) -> Result<Vec<Coverage>> {
    let mut all = Vec::new();
    for plan in plans::list(tx).await? {
        let (from, to) = plan.every.around(day);
        let held = held(tx, &plan, from, to).await?;
        all.push(Coverage { lines: lines(tx, &plan, held).await?, plan, from, to });
    }
    Ok(all)
}

/// How many interviews there were, by what the plan counts for.
async fn held(tx: &Tx, plan: &outreach_plan::Model, from: NaiveDate, to: NaiveDate) -> Result<BTreeMap<Option<Uuid>, i64>> {
    let rows = tx.find::<interview::Entity>().filter(Column::Party.eq(plan.party));
    let rows = rows.filter(Column::OnDay.gte(from)).filter(Column::OnDay.lte(to)).select_only();
    let rows: Vec<(Option<Uuid>, Option<Uuid>)> = rows.column(Column::GridId).column(Column::UnitId).into_tuple().all(tx.conn()).await?;
    let mut counts = BTreeMap::new();
    for (grid, unit) in rows {
        let key = match plan.per {
            Per::Community => None,
            Per::Grid => grid,
            Per::Unit => unit,
        };
        *counts.entry(key).or_default() += 1;
    }
    Ok(counts)
}

async fn lines(tx: &Tx, plan: &outreach_plan::Model, mut held: BTreeMap<Option<Uuid>, i64>) -> Result<Vec<Line>> {
    let wanted = plan.wanted;
    let mut lines = Vec::new();
    let mut add = |of: Option<Uuid>, name: String, worker: Option<Uuid>, wanted: i64| {
        let held = held.remove(&of).unwrap_or_default();
        lines.push(Line { of, name, worker, wanted, held });
    };
    match plan.per {
        Per::Community => add(None, String::new(), None, wanted),
        Per::Grid => {
            for grid in tx.find::<grid::Entity>().order_by_asc(grid::Column::Code).all(tx.conn()).await? {
                add(Some(grid.id), grid.name, grid.worker_id, wanted);
            }
        }
        Per::Unit => {
            let units = tx.find::<partner_unit::Entity>().filter(partner_unit::Column::Active.eq(true));
            let units = units.filter(partner_unit::Column::Kind.is_in(plan.party.units().iter().copied()));
            for unit in units.order_by_asc(partner_unit::Column::Name).all(tx.conn()).await? {
                add(Some(unit.id), unit.name, None, wanted);
            }
        }
    }
    let others: i64 = held.values().sum();
    if others > 0 {
        lines.push(Line { of: None, name: String::new(), worker: None, wanted: 0, held: others });
    }
    Ok(lines)
}

/// How many interviews there were in each month of a year, by party.
pub async fn by_month(tx: &Tx, year: i32) -> Result<BTreeMap<Party, [i64; 12]>> {
    let mut months: BTreeMap<Party, [i64; 12]> = Party::ALL.map(|party| (party, [0; 12])).into();
    let Some((from, to)) = NaiveDate::from_ymd_opt(year, 1, 1).zip(NaiveDate::from_ymd_opt(year, 12, 31)) else {
        return Ok(months);
    };
    let rows = tx.find::<interview::Entity>().filter(Column::OnDay.gte(from)).filter(Column::OnDay.lte(to));
    let rows: Vec<(Party, NaiveDate)> = rows.select_only().column(Column::Party).column(Column::OnDay).into_tuple().all(tx.conn()).await?;
    for (party, day) in rows {
        if let Some(count) = months.get_mut(&party).and_then(|months| months.get_mut(day.month0() as usize)) {
            *count += 1;
        }
    }
    Ok(months)
}
