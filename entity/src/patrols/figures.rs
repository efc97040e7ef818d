//! The figures of patrols.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QuerySelect, Select};

use super::{
    patrol_campaign, patrol_check,
    patrol_finding::{self, Column, State},
    patrol_round, publicity_event,
};
use crate::{
    assignment::{State as Given, assignment},
    kernel::{Result, Tx},
};

/// Has figures of a day computed anew.
pub(super) async fn mark(tx: &Tx, day: NaiveDate, measures: &[&'static str]) -> Result<()> {
    for measure in measures {
        tx.mark(day, measure).await?;
    }
    Ok(())
}

/// The findings that a flow counts, and by which instant.
pub(crate) fn flow(tx: &Tx, measure: &str) -> (Select<patrol_finding::Entity>, Column) {
    let all = tx.find::<patrol_finding::Entity>();
    match measure {
        "patrols.rectified" => (all, Column::RectifiedAt),
        "patrols.on_time" => (all.filter(Column::OnTime.eq(true)), Column::RectifiedAt),
        "patrols.returned" => (all.filter(Column::ReturnDays.is_not_null()), Column::FoundAt),
        _ => (all, Column::FoundAt),
    }
}

/// How much there was of what is counted by local days, on each day of a span.
pub(crate) async fn by_day(tx: &Tx, measure: &str, from: NaiveDate, until: NaiveDate) -> Result<BTreeMap<NaiveDate, i64>> {
    let days: Vec<(NaiveDate, i64)> = match measure {
        "patrols.missed" => {
            use patrol_round::Column;
            let missed = tx.find::<patrol_round::Entity>().filter(Column::State.eq(patrol_round::State::Missed));
            let days = missed.filter(Column::OnDay.between(from, until)).select_only().column(Column::OnDay);
            once_each(days.into_tuple().all(tx.conn()).await?)
        }
        "patrols.campaigns_closed" => {
            use patrol_campaign::Column;
            let closed = tx.find::<patrol_campaign::Entity>().filter(Column::ClosedOn.between(from, until));
            once_each(closed.select_only().column(Column::ClosedOn).into_tuple().all(tx.conn()).await?)
        }
        "patrols.publicity_held" | "patrols.people_reached" => {
            use publicity_event::Column;
            let held = tx.find::<publicity_event::Entity>().filter(Column::HeldOn.between(from, until)).all(tx.conn()).await?;
            let count =
                |event: &publicity_event::Model| if measure == "patrols.publicity_held" { 1 } else { event.reached.unwrap_or_default() };
            held.iter().filter_map(|event| Some((event.held_on?, count(event)))).collect()
        }
        _ => {
            use patrol_check::Column;
            let looks = tx.find::<patrol_check::Entity>().filter(Column::OnDay.between(from, until));
            once_each(looks.select_only().column(Column::OnDay).into_tuple().all(tx.conn()).await?)
        }
    };
    let mut counts = BTreeMap::new();
    for (day, count) in days {
        *counts.entry(day).or_default() += count;
    }
    Ok(counts)
}

fn once_each(days: Vec<NaiveDate>) -> Vec<(NaiveDate, i64)> {
    days.into_iter().map(|day| (day, 1)).collect()
}

/// How many there are now of what a stock of findings counts.
pub(crate) async fn stock(tx: &Tx, measure: &str) -> Result<i64> {
    let count = match measure {
        "patrols.overdue" => {
            use assignment::Column;
            let open = Column::State.is_in([Given::Assigned, Given::Accepted, Given::Returned]);
            let late = tx.find::<assignment::Entity>().filter(Column::FindingId.is_not_null()).filter(open);
            late.filter(Column::DueAt.lte(tx.now())).count(tx.conn()).await?
        }
        _ => tx.find::<patrol_finding::Entity>().filter(Column::State.eq(State::Open)).count(tx.conn()).await?,
    };
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}
