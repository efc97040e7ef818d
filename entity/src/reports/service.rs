//! Computing cells from the rows. Doing it again gives the same.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder, sea_query::OnConflict};

use super::{
    job::{Monthly, SCHEDULES, Weekly},
    measure::{Behaviour, DEFINITION, MEASURES},
    report_cell,
    rules::Span,
    sources,
    weekly::Week,
};
use crate::{
    calendar::local,
    kernel::{Failure, Result, Tx, queue::dirty},
    schedules,
    tenancy::community,
    visits::desk::Desk,
};

/// So many days back are computed once more each night: what was reported late is in, and nothing depends on a mark alone.
const LOOK_BACK: u64 = 8;
/// When reports are sent.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(7, 30, 0).expect("a time of day");
/// A day that comes no later after another is of the same run.
const BRIDGED: Days = Days::new(7);
/// Cells that are written by one statement.
const AT_ONCE: usize = 2_000;

/// Takes the marks of cells that are out of date, in a transaction of its own: whatever was changed under them is committed with it at the latest.
pub async fn take_marks(tx: &Tx) -> Result<()> {
    dirty::take(tx).await
}

/// Figures as they are now, for [`keep`].
#[derive(Debug, Default)]
pub struct Fresh {
    /// In which the days were cut; none if nothing was computed.
    zone: Option<Tz>,
    /// Each once, however many runs of days it was computed for.
    cells: BTreeMap<(NaiveDate, &'static str), i64>,
}

impl Fresh {
    fn add(&mut self, cells: Vec<Cell>) {
        self.cells.extend(cells.into_iter().map(|(day, measure, value)| ((day, measure), value)));
    }
}

/// A figure of a day.
type Cell = (NaiveDate, &'static str, i64);

/// Computes every cell whose mark was taken, and only reads: where there is one that writes, nobody waits for it. Who changes something in
/// between makes its mark anew, and asks again.
pub async fn recompute(tx: &Tx) -> Result<Fresh> {
    let taken = dirty::taken(tx).await?;
    let days: BTreeSet<NaiveDate> = taken.iter().map(|mark| mark.day).collect();
    let mut fresh = Fresh::default();
    if days.is_empty() {
        return Ok(fresh);
    }
    let desk = Desk::of(tx).await?;
    fresh.zone = Some(desk.zone);
    for span in runs(&days) {
        fresh.add(compute(tx, &desk, span).await?);
    }
    let this_month = local::month_start(desk.today);
    let months: BTreeSet<NaiveDate> =
        taken.iter().filter(|mark| is_monthly(&mark.measure)).map(|mark| local::month_start(mark.day)).collect();
    for month in months.into_iter().filter(|month| *month < this_month) {
        fresh.add(reopen(tx, month).await?);
    }
    Ok(fresh)
}

/// Writes what was computed, and lets go of the marks that were taken for it. Days that begin at another instant by now were counted anew
/// meanwhile, and what was computed before must not come over that: it fails, and is to be computed again.
pub async fn keep(tx: &Tx, fresh: Fresh) -> Result<()> {
    if let Some(zone) = fresh.zone
        && zone != Desk::of(tx).await?.zone
    {
        return Err(Failure::internal("the community's days begin at another instant by now"));
    }
    write(tx, fresh.cells.into_iter().map(|((day, measure), value)| (day, measure, value)).collect()).await?;
    dirty::clear(tx).await
}

/// Everything was computed just now, whatever is marked.
pub async fn all_fresh(tx: &Tx) -> Result<()> {
    dirty::take(tx).await?;
    dirty::clear(tx).await
}

fn is_monthly(name: &str) -> bool {
    MEASURES.iter().any(|measure| measure.behaviour == Behaviour::Month && measure.name == name)
}

/// Something was reported of a month that is closed: its figures are counted once more, as of its last day.
async fn reopen(tx: &Tx, month: NaiveDate) -> Result<Vec<Cell>> {
    let mut cells = Vec::new();
    for measure in MEASURES.iter().filter(|measure| measure.behaviour == Behaviour::Month) {
        cells.push((month, measure.name, sources::month(tx, measure, month).await?));
    }
    Ok(cells)
}

/// A delivery has come to its end: what is counted of deliveries is out of date. The platform's own are in no figure.
pub async fn delivered(tx: &Tx) -> Result<()> {
    let Some(community) = tx.try_get::<community::Entity>(tx.community()).await? else { return Ok(()) };
    let today = local::day_of(local::zone(&community.zone), tx.now());
    for measure in ["messages.accepted", "messages.failed", "messages.in_doubt"] {
        tx.mark(today, measure).await?;
    }
    Ok(())
}

/// Counts every flow that was ever counted anew: the days of the community begin at another instant.
pub async fn recount(tx: &Tx) -> Result<()> {
    let first = report_cell::own(tx).order_by_asc(report_cell::Column::Day).one(tx.conn()).await?;
    let desk = Desk::of(tx).await?;
    match first {
        Some(cell) => write(tx, compute(tx, &desk, Span { from: cell.day, to: desk.today }).await?).await,
        None => Ok(()),
    }
}

/// Computes everything of `span` anew: flows of every day, and what of its stocks and months is still open.
pub async fn recompute_all(tx: &Tx, span: Span) -> Result<()> {
    write(tx, compute(tx, &Desk::of(tx).await?, span).await?).await
}

/// What closed with a day, and when the street is to be told.
#[derive(Debug)]
pub struct Closed {
    /// In the morning.
    pub at: DateTime<Utc>,
    /// The report of the week that is over with it.
    pub week: Option<Weekly>,
    /// The report of the month that is.
    pub month: Option<Monthly>,
}

/// Closes the day before: it and the days before it are computed once more, and the new day begins with its stocks.
pub async fn close_day(tx: &Tx) -> Result<Closed> {
    let desk = Desk::of(tx).await?;
    let (street, today) = (desk.community.street_id, desk.today);
    write(tx, compute(tx, &desk, Span { from: today - Days::new(LOOK_BACK), to: today }).await?).await?;
    Ok(Closed {
        at: local::at(desk.zone, today, MORNING),
        week: (today == local::week_start(today)).then(|| Weekly { street, monday: Week::closed_by(today).monday }),
        month: (today == local::month_start(today)).then(|| Monthly { street, first: local::month_start(today - Days::new(1)) }),
    })
}

/// Gives a community the times of its figures, those that it does not have yet.
pub async fn ensure_schedules(tx: &Tx) -> Result<()> {
    schedules::service::ensure(tx, SCHEDULES).await
}

/// Days that follow each other are computed together, those between them too: a day costs a row of each figure, a run a statement of each.
fn runs(days: &BTreeSet<NaiveDate>) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some(run) if run.to + BRIDGED >= *day => run.to = *day,
            _ => runs.push(Span { from: *day, to: *day }),
        }
    }
    runs
}

async fn compute(tx: &Tx, desk: &Desk, span: Span) -> Result<Vec<Cell>> {
    let mut cells = Vec::new();
    let month = local::month_start(desk.today);
    for measure in MEASURES {
        match measure.behaviour {
            Behaviour::Flow => {
                let counts = sources::flow(tx, desk, measure, span).await?;
                cells.extend(span.days().map(|day| (day, measure.name, counts.get(&day).copied().unwrap_or_default())));
            }
            Behaviour::Stock if span.contains(desk.today) => cells.push((desk.today, measure.name, sources::stock(tx, measure).await?)),
            Behaviour::Month if span.to >= month => cells.push((month, measure.name, sources::month(tx, measure, month).await?)),
            Behaviour::Stock | Behaviour::Month => {}
        }
    }
    Ok(cells)
}

/// Writes cells over those that are there.
pub(crate) async fn write(tx: &Tx, cells: Vec<Cell>) -> Result<()> {
    let over = OnConflict::columns([report_cell::Column::CommunityId, report_cell::Column::Day, report_cell::Column::Measure])
        .update_columns([report_cell::Column::Value, report_cell::Column::Definition, report_cell::Column::ComputedAt])
        .to_owned();
    for some in cells.chunks(AT_ONCE) {
        let rows = some.iter().map(|(day, measure, value)| report_cell::ActiveModel {
            community_id: Set(tx.community()),
            day: Set(*day),
            measure: Set((*measure).to_owned()),
            value: Set(*value),
            definition: Set(DEFINITION),
            computed_at: Set(tx.now()),
        });
        report_cell::Entity::insert_many(rows).on_conflict(over.clone()).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_a_week_are_one_run() {
        let days = ["2026-11-01", "2026-11-02", "2026-11-09", "2026-11-17"].map(|day| day.parse().unwrap()).into();
        let lengths: Vec<usize> = runs(&days).into_iter().map(|run| run.days().count()).collect();
        assert_eq!(lengths, [9, 1]);
    }
}
