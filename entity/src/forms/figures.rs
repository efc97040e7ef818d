//! The figures of forms.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};

use super::{
    State,
    form_filling::{self, Column},
};
use crate::{
    kernel::{Result, Tx},
    people::query::today,
    visits::desk::Desk,
};

/// Has the figures of today computed anew.
pub(super) async fn mark(tx: &Tx) -> Result<()> {
    let today = today(tx).await?;
    for measure in ["forms.due", "forms.submitted", "forms.on_time", "forms.cells_known", "forms.cells_hand", "forms.overdue"] {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// How many were asked for, handed in, handed in in time, and how many of their cells were known or written by hand, by day.
pub(crate) async fn flow(tx: &Tx, desk: &Desk, measure: &str, from: NaiveDate, to: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    let instant = if measure == "forms.due" { Column::CreatedAt } else { Column::SubmittedAt };
    let rows = tx.find::<form_filling::Entity>().filter(instant.gte(desk.midnight(from)));
    let rows = rows.filter(instant.lt(desk.midnight(to + chrono::Days::new(1)))).filter(Column::Edition.eq(1));
    // What a community wants of itself nobody waits for.
    let rows = rows.filter(Column::OwnFormId.is_null()).all(tx.conn()).await?;
    let mut days = BTreeMap::new();
    for row in rows {
        let at = if measure == "forms.due" { Some(row.created_at) } else { row.submitted_at };
        let Some(day) = at.map(|at| desk.day(at)) else { continue };
        let totals = row.counted()?;
        let count = match measure {
            "forms.cells_known" => totals.known,
            "forms.cells_hand" => totals.hand,
            "forms.on_time" => i64::from(day <= row.due_on),
            _ => 1,
        };
        *days.entry(day).or_default() += count;
    }
    Ok(days)
}

/// How many should have been handed in by now.
pub(crate) async fn stock(tx: &Tx) -> Result<i64> {
    let open = [State::Draft, State::Checked, State::Returned];
    let late = tx
        .find::<form_filling::Entity>()
        .filter(Column::State.is_in(open))
        .filter(Column::Edition.eq(1))
        .filter(Column::OwnFormId.is_null());
    let late = late.filter(Column::DueOn.lt(today(tx).await?)).count(tx.conn()).await?;
    Ok(i64::try_from(late).unwrap_or(i64::MAX))
}
