//! The month's visit rate from the rows, and who will be missed.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    desk::Desk,
    roster::{self, Listed},
    rules::rate::{self, Elder, Rate, Reason},
    visit::{self, State},
};
use crate::{
    calendar::local,
    kernel::{Failure, Result, Tx},
    people::{Tier, events, person, person::State as Life},
};

/// Over how many days back a visitor's pace is measured.
const PACE_DAYS: u64 = 28;

/// A month of a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// The first day of the next one.
    pub next: NaiveDate,
}

impl Month {
    /// The month that `day` is in.
    pub fn of(day: NaiveDate) -> Self {
        let first = local::month_start(day);
        Self { first, next: first + Months::new(1) }
    }

    /// The month written as `2026-11`.
    pub fn parse(text: &str) -> Result<Self> {
        let first = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d").ok().filter(|_| text.len() == 7);
        first.map(Self::of).ok_or_else(|| Failure::invalid_field("month", "visits.month_unreadable"))
    }
}

/// By what a rate is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// One figure.
    Community,
    /// One for each grid.
    Grid,
    /// One for each elder.
    Person,
}

impl std::str::FromStr for By {
    type Err = Failure;

    fn from_str(word: &str) -> Result<Self> {
        match word {
            "community" => Ok(Self::Community),
            "grid" => Ok(Self::Grid),
            "person" => Ok(Self::Person),
            _ => Err(Failure::invalid_field("by", "visits.by_unknown")),
        }
    }
}

/// A rate of the month.
#[derive(Debug, Clone)]
pub struct Line {
    /// The community, grid or elder; none for elders without a grid.
    pub key: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// The figures.
    pub rate: Rate,
}

/// The month's visit rate, definition 1: elders with at least one completed visit in the local month,
/// of the elders on the list. On the list is who has a tier and lives here, now or when the month ended, or was visited in it.
pub async fn month_rate(tx: &Tx, month: Month, by: By) -> Result<Vec<Line>> {
    let desk = Desk::of(tx).await?;
    let elders = elders(tx, &desk, month).await?;
    let mut lines: BTreeMap<(String, Option<Uuid>), Rate> = BTreeMap::new();
    if by == By::Community {
        lines.insert((desk.community.name.clone(), Some(desk.community.id)), Rate::default());
    }
    for (listed, visited) in elders {
        let (name, key) = match by {
            By::Community => (desk.community.name.clone(), Some(desk.community.id)),
            By::Grid => listed.grid.map_or_else(|| (String::new(), None), |grid| (grid.name, Some(grid.id))),
            By::Person => (listed.person.name, Some(listed.person.id)),
        };
        lines.entry((name, key)).or_default().count(visited);
    }
    Ok(lines.into_iter().map(|((name, key), rate)| Line { key, name, rate }).collect())
}

/// Everybody on the month's list, and whether they were visited.
async fn elders(tx: &Tx, desk: &Desk, month: Month) -> Result<Vec<(Listed, bool)>> {
    let visited = visited(tx, desk, month).await?;
    let on_list = tx
        .find::<person::Entity>()
        .filter(person::Column::Tier.ne(Tier::None))
        .filter(person::Column::CreatedAt.lt(desk.midnight(month.next)))
        .all(tx.conn())
        .await?;
    let then = match month.next <= desk.today {
        true => events::states_before(tx, month.next).await?,
        false => HashMap::new(),
    };
    let state = |person: &person::Model| then.get(&person.id).copied().unwrap_or(person.state);
    let here = |person: &person::Model| state(person) == Life::Present || visited.contains(&person.id);
    let listed = roster::listed(tx, on_list.into_iter().filter(here).collect()).await?;
    Ok(listed.into_iter().map(|listed| (visited.contains(&listed.person.id), listed)).map(|(visited, listed)| (listed, visited)).collect())
}

async fn visited(tx: &Tx, desk: &Desk, month: Month) -> Result<HashSet<Uuid>> {
    let done = tx
        .find::<visit::Entity>()
        .filter(visit::Column::State.eq(State::Done))
        .filter(visit::Column::VisitedAt.gte(desk.midnight(month.first)))
        .filter(visit::Column::VisitedAt.lt(desk.midnight(month.next)));
    Ok(done.select_only().column(visit::Column::PersonId).into_tuple::<Uuid>().all(tx.conn()).await?.into_iter().collect())
}

/// Somebody who will be missed this month, if it goes on like this.
#[derive(Debug, Clone)]
pub struct WillBeMissed {
    /// Who.
    pub listed: Listed,
    /// Why.
    pub reason: Reason,
    /// The visit that is still planned.
    pub planned_on: Option<NaiveDate>,
    /// Who is to pay it.
    pub visitor: Option<Uuid>,
}

/// Who will be missed in `month`.
pub async fn forecast(tx: &Tx, month: Month) -> Result<Vec<WillBeMissed>> {
    let desk = Desk::of(tx).await?;
    if month.next <= desk.today {
        return Err(Failure::invalid_field("month", "visits.month_is_over"));
    }
    let planned = planned(tx, &desk, month).await?;
    let mut listed: HashMap<Uuid, Listed> = HashMap::new();
    let mut elders_now = Vec::new();
    for (person, visited) in elders(tx, &desk, month).await? {
        let visit = planned.get(&person.person.id);
        let elder = Elder {
            person: person.person.id,
            visited,
            planned_on: visit.map(|visit| visit.planned_on),
            visitor: visit.and_then(|visit| visit.visitor_id),
        };
        listed.insert(elder.person, person);
        elders_now.push(elder);
    }
    let remaining = desk.calendar.workdays(desk.today.max(month.first), month.next).len();
    let missed = rate::will_be_missed(&elders_now, remaining, &pace(tx, &desk).await?);
    let told = missed.into_iter().filter_map(|(person, reason)| {
        let visit = planned.get(&person);
        Some(WillBeMissed {
            listed: listed.remove(&person)?,
            reason,
            planned_on: visit.map(|visit| visit.planned_on),
            visitor: visit.and_then(|visit| visit.visitor_id),
        })
    });
    Ok(told.collect())
}

/// The next planned visit of each person that can still be paid in the month.
async fn planned(tx: &Tx, desk: &Desk, month: Month) -> Result<HashMap<Uuid, visit::Model>> {
    let open = tx
        .find::<visit::Entity>()
        .filter(visit::Column::State.eq(State::Planned))
        .filter(visit::Column::PlannedOn.lt(month.next))
        .filter(visit::Column::DueAt.gt(desk.now))
        .all(tx.conn())
        .await?;
    let mut next: HashMap<Uuid, visit::Model> = HashMap::new();
    for visit in open {
        match next.get(&visit.person_id) {
            Some(known) if known.planned_on <= visit.planned_on => {}
            _ => drop(next.insert(visit.person_id, visit)),
        }
    }
    Ok(next)
}

/// How many visits each visitor paid on a workday lately.
async fn pace(tx: &Tx, desk: &Desk) -> Result<BTreeMap<Uuid, f64>> {
    let since = desk.today - Days::new(PACE_DAYS);
    let workdays = desk.calendar.workdays(since, desk.today).len().max(1);
    let rows = tx
        .find::<visit::Entity>()
        .filter(visit::Column::State.eq(State::Done))
        .filter(visit::Column::VisitedAt.gte(desk.midnight(since)))
        .select_only()
        .columns([visit::Column::RecordedBy, visit::Column::VisitedAt])
        .into_tuple::<(Option<Uuid>, Option<DateTime<Utc>>)>()
        .all(tx.conn())
        .await?;
    let mut paid: BTreeMap<Uuid, f64> = BTreeMap::new();
    for visitor in rows.into_iter().filter_map(|(visitor, _)| visitor) {
        *paid.entry(visitor).or_default() += 1.0 / workdays as f64;
    }
    Ok(paid)
}
