//! The figures of what is handed down.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use super::{
    Kind, State,
    directive_copy::{self, Column},
    rules,
};
use crate::{
    kernel::{Result, Tx},
    people::query::today,
    visits::desk::Desk,
};

/// Has the figures of today computed anew.
pub(super) async fn mark(tx: &Tx) -> Result<()> {
    let today = today(tx).await?;
    for measure in ["directives.received", "directives.reported", "directives.on_time", "directives.open", "directives.late"] {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// How many were received, reported, or reported in time, by day.
pub(crate) async fn flow(tx: &Tx, desk: &Desk, measure: &str, from: NaiveDate, to: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    let instant = if measure == "directives.received" { Column::CreatedAt } else { Column::ReportedAt };
    let rows = tx.find::<directive_copy::Entity>().filter(Column::State.ne(State::Withdrawn)).filter(instant.gte(desk.midnight(from)));
    let rows = rows.filter(instant.lt(desk.midnight(to + chrono::Days::new(1)))).select_only().column(instant).column(Column::DueOn);
    let rows: Vec<(chrono::DateTime<chrono::Utc>, Option<NaiveDate>)> = rows.into_tuple().all(tx.conn()).await?;
    let mut days = BTreeMap::new();
    for (at, due) in rows {
        let day = desk.day(at);
        if measure != "directives.on_time" || due.is_none_or(|due| day <= due) {
            *days.entry(day).or_default() += 1;
        }
    }
    Ok(days)
}

/// How many are open, or late, now.
pub(crate) async fn stock(tx: &Tx, measure: &str) -> Result<i64> {
    let desk = Desk::of(tx).await?;
    let open = [State::Sent, State::Acknowledged, State::Returned];
    let rows = tx.find::<directive_copy::Entity>().filter(Column::State.is_in(open)).select_only();
    let rows = rows.columns([Column::Kind, Column::State, Column::DueOn, Column::CreatedAt]);
    let rows: Vec<(Kind, State, Option<NaiveDate>, chrono::DateTime<chrono::Utc>)> = rows.into_tuple().all(tx.conn()).await?;
    let counts = |(kind, state, due, sent): &(Kind, State, Option<NaiveDate>, chrono::DateTime<chrono::Utc>)| match measure {
        "directives.late" => rules::is_late(*kind, *state, *due, desk.day(*sent), desk.today),
        _ => rules::is_open(*kind, *state),
    };
    Ok(i64::try_from(rows.iter().filter(|row| counts(row)).count()).unwrap_or(i64::MAX))
}
