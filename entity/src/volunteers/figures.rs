//! The figures of volunteers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::{
    State,
    volunteer::{self, Column},
    volunteer_entry::{self, Source},
    volunteer_grading, volunteer_star, volunteer_task,
};
use crate::{
    kernel::{Result, Tx},
    people::query::today,
};

/// Whoever served within so many days is active.
const ACTIVE_WITHIN: u64 = 90;

/// Has the figures of today computed anew.
pub(super) async fn mark(tx: &Tx) -> Result<()> {
    let today = today(tx).await?;
    for measure in ["volunteers.registered", "volunteers.active", "volunteers.tasks", "volunteers.stars"] {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// Has the figures of a day of service computed anew.
pub(super) async fn mark_day(tx: &Tx, day: NaiveDate) -> Result<()> {
    for measure in ["volunteers.served", "volunteers.minutes"] {
        tx.mark(day, measure).await?;
    }
    tx.mark(today(tx).await?, "volunteers.active").await
}

/// Tasks by the instant at which they were dispatched.
pub(crate) fn tasks(tx: &Tx) -> (Select<volunteer_task::Entity>, volunteer_task::Column) {
    (tx.find::<volunteer_task::Entity>(), volunteer_task::Column::CreatedAt)
}

/// What was served on each day of a span: how often volunteers did, or how long.
pub(crate) async fn served(tx: &Tx, measure: &str, from: NaiveDate, to: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    use volunteer_entry::Column;
    let rows = tx.find::<volunteer_entry::Entity>().filter(Column::OnDay.gte(from)).filter(Column::OnDay.lte(to)).all(tx.conn()).await?;
    let reversed: BTreeSet<Uuid> = rows.iter().filter_map(|row| row.reverses_id).collect();
    let mut days = BTreeMap::new();
    for row in rows {
        let counts = row.source != Source::Reversal && row.place == 1 && !reversed.contains(&row.id);
        *days.entry(row.on_day).or_default() += if measure == "volunteers.minutes" { row.minutes } else { i64::from(counts) };
    }
    Ok(days)
}

/// How many there are now of what a measure of volunteers counts.
pub(crate) async fn stock(tx: &Tx, measure: &str) -> Result<i64> {
    let count = match measure {
        "volunteers.active" => {
            use volunteer_entry::Column;
            let since = today(tx).await? - Days::new(ACTIVE_WITHIN);
            let rows = tx.find::<volunteer_entry::Entity>().filter(Column::OnDay.gte(since)).select_only().column(Column::VolunteerId);
            rows.distinct().into_tuple::<Uuid>().all(tx.conn()).await?.len() as u64
        }
        "volunteers.stars" => stars(tx).await?,
        _ => tx.find::<volunteer::Entity>().filter(Column::State.eq(State::Active)).count(tx.conn()).await?,
    };
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// How many have stars by the last grading that was given.
async fn stars(tx: &Tx) -> Result<u64> {
    let given = tx.find::<volunteer_grading::Entity>().filter(volunteer_grading::Column::Stage.eq(volunteer_grading::Stage::Awarded));
    let Some(last) = given.order_by_desc(volunteer_grading::Column::Year).one(tx.conn()).await? else { return Ok(0) };
    let stars = tx.find::<volunteer_star::Entity>().filter(volunteer_star::Column::GradingId.eq(last.id));
    Ok(stars.filter(volunteer_star::Column::Struck.eq(false)).count(tx.conn()).await?)
}
