//! Whether and when points lapse: off unless the community decides otherwise.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, QueryOrder};

use super::point_term::{self, Column};
use crate::{
    kernel::{Failure, Kind, Result, Tx},
    tenancy::members,
};

/// What was decided last, if anything was.
pub async fn now(tx: &Tx) -> Result<Option<point_term::Model>> {
    Ok(tx.find::<point_term::Entity>().order_by_desc(Column::Version).one(tx.conn()).await?)
}

/// The month and day on which the points of the year before lapse, if they do.
pub async fn day(tx: &Tx) -> Result<Option<(u32, u32)>> {
    let Some((month, day)) = now(tx).await?.and_then(|term| term.month.zip(term.day)) else { return Ok(None) };
    Ok(u32::try_from(month).ok().zip(u32::try_from(day).ok()))
}

/// Decides anew after the version that was looked at: on a day of each year, or never. What was announced before holds.
///
/// # Errors
/// Stale, if somebody decided meanwhile; a day that not every year has.
pub async fn decide(tx: &Tx, after: i64, on: Option<(i64, i64)>) -> Result<point_term::Model> {
    let last = now(tx).await?.map_or(0, |term| term.version);
    if last != after {
        return Err(Failure::new(Kind::Stale, "kernel.stale"));
    }
    if on.is_some_and(|on| !every_year_has(on)) {
        return Err(Failure::invalid_field("day", "points.day_implausible"));
    }
    tx.audit("points.decide_term", "point_term", tx.community(), serde_json::json!({ "on": on })).await?;
    let row = point_term::ActiveModel {
        version: Set(last + 1),
        month: Set(on.map(|(month, _)| month)),
        day: Set(on.map(|(_, day)| day)),
        by_id: Set(members::acting(tx)),
        ..Default::default()
    };
    tx.insert(row).await
}

/// 2026 is no leap year.
fn every_year_has((month, day): (i64, i64)) -> bool {
    let (Ok(month), Ok(day)) = (u32::try_from(month), u32::try_from(day)) else { return false };
    NaiveDate::from_ymd_opt(2026, month, day).is_some()
}
