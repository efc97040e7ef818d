//! What a street is told of some days: figures of every community beside those of the days before, and its targets. Once written it
//! stays as it is, so that every copy of a letter brings the same papers, whatever is computed meanwhile.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    goal::{Done, Standing},
    measure::DEFINITION,
    period::Period,
    query::{as_of, cells_of, communities, of},
    rules::{self, Figures},
    street_report,
    targets::{self, Score},
};
use crate::{
    calendar::local,
    kernel::{Actor, Failure, PLATFORM, Result, SystemTx, Tx},
    tenancy::street,
};

/// A report, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The street.
    pub street: String,
    /// The zone of its communities.
    pub zone: String,
    /// The days.
    pub period: Period,
    /// As of when the figures were computed.
    pub as_of: DateTime<Utc>,
    /// By which version of the definitions.
    pub definition: i64,
    /// Each community.
    pub communities: Vec<Row>,
    /// All of them together.
    pub total: Compared,
    /// What is wanted, and how far that is.
    pub aims: Vec<Aim>,
}

/// A community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its division code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its figures.
    pub figures: Compared,
}

/// Figures by name; what could point at a person is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// Of the days.
    pub now: BTreeMap<String, i64>,
    /// Of the days before.
    pub before: BTreeMap<String, i64>,
}

/// A target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aim {
    /// Of which year.
    pub year: i32,
    /// For which figure.
    pub measure: String,
    /// Of what it is a share.
    pub of: Option<String>,
    /// All communities together.
    pub total: Mark,
    /// Each of them, in their order.
    pub communities: Vec<Mark>,
}

/// How far somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// How far, since the year began.
    pub done: Done,
    /// What is wanted by its end.
    pub target: i64,
    /// How that is.
    pub standing: Standing,
}

/// Writes the report of some days, as the figures are now.
pub async fn write(sys: &SystemTx, street: &street::Model, period: Period) -> Result<Issue> {
    let communities = communities(sys, street).await?;
    let zone = communities.first().map_or_else(|| "Asia/Shanghai".to_owned(), |one| one.zone.clone());
    let span = period.span();
    let cells = cells_of(sys, &communities, span).await?;
    let compare = |own: &rules::ByMeasure<'_>| match period {
        Period::Month { .. } => rules::figures(own, period.before()),
        Period::Week { .. } | Period::Days { .. } => rules::compared(own, span),
    };
    let (mut now, mut before): (Vec<Figures>, Vec<Figures>) = communities
        .iter()
        .map(|one| {
            let own = of(&cells, one.id);
            (rules::figures(&own, span), compare(&own))
        })
        .unzip();
    let total = Compared { now: sum(&now), before: sum(&before) };
    rules::suppress(&mut now);
    // Hidden in one of the two, and worked out from the change: what few could be found by stands in the present only.
    before.iter_mut().for_each(|figures| figures.retain(|name, _| !rules::is_sensitive(name)));
    let aims = aims(sys, street, span.to.year()).await?;
    let rows = communities.into_iter().zip(now.iter().zip(&before)).map(|(one, (now, before))| Row {
        code: one.code,
        name: one.name,
        figures: Compared { now: by_name(now), before: by_name(before) },
    });
    Ok(Issue {
        street: street.name.clone(),
        zone,
        period,
        as_of: as_of(&cells, sys.now()),
        definition: DEFINITION,
        communities: rows.collect(),
        total,
        aims,
    })
}

/// Those targets that are set.
async fn aims(sys: &SystemTx, street: &street::Model, year: i32) -> Result<Vec<Aim>> {
    let set = targets::of_street(sys, street, Some(year)).await?;
    let aim = |line: targets::Line| {
        let total = Mark::of(line.total)?;
        let communities = line.communities.into_iter().filter_map(|own| Mark::of(own.score)).collect();
        Some(Aim { year, measure: line.goal.measure.to_owned(), of: line.goal.of.map(str::to_owned), total, communities })
    };
    Ok(set.lines.into_iter().filter_map(aim).collect())
}

impl Mark {
    fn of(score: Score) -> Option<Self> {
        Some(Self { done: score.done, target: score.target?, standing: score.standing? })
    }
}

fn sum(all: &[Figures]) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for (name, value) in all.iter().flatten() {
        *sums.entry((*name).to_owned()).or_default() += value;
    }
    sums
}

fn by_name(figures: &Figures) -> BTreeMap<String, i64> {
    figures.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect()
}

/// Keeps the report of a street, once: whoever comes second gets what the first one kept.
pub async fn keep(sys: &SystemTx, street: &street::Model, period: Period) -> Result<(Uuid, Issue)> {
    let tx = sys.enter(PLATFORM, Actor::System).await?;
    let same = tx
        .find::<street_report::Entity>()
        .filter(street_report::Column::StreetId.eq(street.id))
        .filter(street_report::Column::Period.eq(period.to_string()));
    if let Some(kept) = same.clone().one(tx.conn()).await? {
        return read(kept);
    }
    let content = serde_json::to_value(write(sys, street, period).await?).map_err(Failure::internal)?;
    let row = street_report::ActiveModel {
        street_id: Set(street.id),
        period: Set(period.to_string()),
        content: Set(content),
        ..Default::default()
    };
    read(tx.find_or_insert(same, row).await?)
}

fn read(row: street_report::Model) -> Result<(Uuid, Issue)> {
    Ok((row.id, serde_json::from_value(row.content).map_err(Failure::internal)?))
}

/// The report that was kept as `id`.
pub async fn kept(tx: &Tx, id: Uuid) -> Result<Issue> {
    Ok(read(tx.get::<street_report::Entity>(id).await?)?.1)
}

impl Issue {
    /// As of when, on the communities' clock.
    pub fn as_of_there(&self) -> String {
        self.as_of.with_timezone(&local::zone(&self.zone)).format("%Y-%m-%d %H:%M").to_string()
    }
}
