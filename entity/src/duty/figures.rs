//! The figures of duty: how many had it, and on how many workdays nobody was at the desk.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Post, duty_rule, query};
use crate::{
    kernel::{Result, Tx},
    visits::desk::Desk,
};

/// Has the figures of yesterday and today computed anew.
pub(super) async fn mark(tx: &Tx, today: NaiveDate) -> Result<()> {
    for day in [today, today - Days::new(1)] {
        for measure in ["duty.shifts", "duty.uncovered"] {
            tx.mark(day, measure).await?;
        }
    }
    Ok(())
}

/// How many had duty on each day of a span that has begun.
pub(crate) async fn shifts(tx: &Tx, desk: &Desk, from: NaiveDate, until: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    let mut counts = BTreeMap::new();
    for shift in query::shifts(tx, from, until.min(desk.today)).await? {
        *counts.entry(shift.on_day).or_default() += 1;
    }
    Ok(counts)
}

/// The workdays of a span on which nobody was at the desk, since duty is planned here.
pub(crate) async fn uncovered(tx: &Tx, desk: &Desk, from: NaiveDate, until: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    let Some(rule) = tx.try_get::<duty_rule::Entity>(tx.community()).await? else { return Ok(BTreeMap::new()) };
    let (from, until) = (from.max(desk.day(rule.created_at)), until.min(desk.today));
    let covered: Vec<NaiveDate> =
        query::shifts(tx, from, until).await?.into_iter().filter(|shift| shift.post == Post::B).map(|shift| shift.on_day).collect();
    let days = from.iter_days().take_while(|day| *day <= until).filter(|day| desk.calendar.is_workday(*day));
    Ok(days.filter(|day| !covered.contains(day)).map(|day| (day, 1)).collect())
}
