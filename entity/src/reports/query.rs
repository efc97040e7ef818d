//! Reading figures: a community its own, a street those of its communities. No query here reads a person, but the rate by grid, which a community alone sees.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::{
    measure::{Behaviour, DEFINITION, MEASURES},
    report_cell,
    rules::{self, ByMeasure, Cell, Figures, Span},
    weekly::{Compared, Numbers, Week},
};
use crate::{
    kernel::{Failure, Result, SystemTx, Tx},
    tenancy::{community, street},
    visits::{
        desk::Desk,
        forecast::{self, By, Line, Month},
    },
};

/// A figure day by day.
#[derive(Debug, Clone)]
pub struct Series {
    /// Which figure.
    pub measure: &'static str,
    /// Its values, on days that have one.
    pub points: Vec<(NaiveDate, i64)>,
}

/// A community's figures.
#[derive(Debug, Clone)]
pub struct Dashboard {
    /// As of when the figures were computed.
    pub as_of: DateTime<Utc>,
    /// By which version of the definitions.
    pub definition: i64,
    /// The days that are shown.
    pub span: Span,
    /// The figures of the span.
    pub now: Figures,
    /// With what they are compared.
    pub before: Figures,
    /// The figures day by day.
    pub series: Vec<Series>,
}

/// A community's figures, as it sees them itself.
pub async fn dashboard(tx: &Tx, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Dashboard> {
    let span = Span::asked(from, to, Desk::of(tx).await?.today)?;
    let cells = within(report_cell::own(tx), span).all(tx.conn()).await?;
    Ok(shown(&cells, span, tx.now()))
}

/// The visit rate of the month that `day` is in, for each grid.
pub async fn rate_by_grid(tx: &Tx, day: NaiveDate) -> Result<Vec<Line>> {
    forecast::month_rate(tx, Month::of(day), By::Grid).await
}

/// A community beside its figures.
#[derive(Debug, Clone)]
pub struct Row {
    /// The community.
    pub community: community::Model,
    /// Its figures; those that could point at a person are missing.
    pub figures: Figures,
}

/// A street's figures.
#[derive(Debug, Clone)]
pub struct StreetDashboard {
    /// Its communities.
    pub rows: Vec<Row>,
    /// All of them together.
    pub total: Dashboard,
}

/// The figures of a street's communities, and their sums.
pub async fn street_dashboard(
    sys: &SystemTx,
    street: &street::Model,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<StreetDashboard> {
    let communities = communities(sys, street).await?;
    let span = Span::asked(from, to, today(&communities, sys.now()))?;
    let cells = cells_of(sys, &communities, span).await?;
    let mut figures: Vec<Figures> = communities.iter().map(|one| rules::figures(&of(&cells, one.id), span)).collect();
    let mut total = shown(&cells, span, sys.now());
    // Each community's last stock counts, from whichever day it is: sums are made of what the rows show.
    total.now = sum(figures.iter());
    rules::suppress(&mut figures);
    let rows = communities.into_iter().zip(figures).map(|(community, figures)| Row { community, figures }).collect();
    Ok(StreetDashboard { rows, total })
}

/// The days of a street that are asked for.
pub async fn span_of_street(sys: &SystemTx, street: &street::Model, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Span> {
    Span::asked(from, to, today(&communities(sys, street).await?, sys.now()))
}

/// One community of a street, looked at closer; "not found" if it is another street's.
pub async fn community_of_street(
    sys: &SystemTx,
    street: &street::Model,
    code: &str,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<(community::Model, Dashboard)> {
    let communities = communities(sys, street).await?;
    let span = Span::asked(from, to, today(&communities, sys.now()))?;
    let community = communities.iter().find(|one| one.code == code).cloned().ok_or_else(Failure::not_found)?;
    let cells = cells_of(sys, &communities, span).await?;
    let mut figures: Vec<Figures> = communities.iter().map(|one| rules::figures(&of(&cells, one.id), span)).collect();
    rules::suppress(&mut figures);
    let own: Vec<report_cell::Model> = cells.into_iter().filter(|cell| cell.community_id == community.id).collect();
    let mut dashboard = shown(&own, span, sys.now());
    let hidden = communities.iter().zip(figures).find(|(one, _)| one.id == community.id).map(|(_, figures)| figures).unwrap_or_default();
    dashboard.now = hidden;
    let visible = |measure: &str| !rules::is_sensitive(measure);
    dashboard.before.retain(|measure, _| visible(measure));
    dashboard.series.retain(|series| visible(series.measure));
    Ok((community, dashboard))
}

/// A street's report of a week.
#[derive(Debug, Clone)]
pub struct Report {
    /// As of when.
    pub as_of: DateTime<Utc>,
    /// The week.
    pub week: Week,
    /// Each community.
    pub communities: Vec<(community::Model, Compared)>,
    /// All of them together.
    pub totals: Compared,
}

impl Report {
    /// What the mail is filled with; `issue` is the report as it was kept, which goes with it.
    pub fn facts(&self, street: &street::Model, issue: Uuid) -> serde_json::Value {
        let communities: Vec<serde_json::Value> = self.communities.iter().map(|(one, compared)| named(one, *compared)).collect();
        let span = self.week.span();
        json!({
            "street": street.name,
            "week": self.week.to_string(),
            "from": span.from,
            "to": span.to,
            "as_of": self.as_of,
            "definition": DEFINITION.to_string(),
            "communities": communities,
            "totals": self.totals,
            "path": "/street",
            "issue": issue,
        })
    }
}

fn named(community: &community::Model, compared: Compared) -> serde_json::Value {
    let Compared { now, before } = compared;
    let Numbers { elders, due, done, missed, escalated } = now;
    json!({
        "code": community.code, "name": community.name, "before": before,
        "elders": elders, "due": due, "done": done, "missed": missed, "escalated": escalated,
    })
}

/// The report of `week`, or of the last one that is over.
pub async fn street_report(sys: &SystemTx, street: &street::Model, week: Option<Week>) -> Result<Report> {
    let communities = communities(sys, street).await?;
    let week = week.unwrap_or_else(|| Week::closed_by(today(&communities, sys.now())));
    let span = week.span();
    let cells = cells_of(sys, &communities, span).await?;
    let compared = communities.into_iter().map(|one| {
        let own = of(&cells, one.id);
        let compared =
            Compared { now: Numbers::of(&rules::figures(&own, span)), before: Numbers::of(&rules::figures(&own, span.before())) };
        (one, compared)
    });
    let communities: Vec<_> = compared.collect();
    let totals = communities.iter().fold(Compared::default(), |sum, (_, one)| sum.plus(*one));
    Ok(Report { as_of: as_of(&cells, sys.now()), week, communities, totals })
}

/// The street's communities that work, by their codes.
pub(super) async fn communities(sys: &SystemTx, street: &street::Model) -> Result<Vec<community::Model>> {
    let found = sys
        .find::<community::Entity>()
        .filter(community::Column::StreetId.eq(street.id))
        .filter(community::Column::State.eq(community::State::Active))
        .order_by_asc(community::Column::Code);
    Ok(found.all(sys.conn()).await?)
}

pub(super) async fn cells_of(sys: &SystemTx, communities: &[community::Model], span: Span) -> Result<Vec<report_cell::Model>> {
    let ids = communities.iter().map(|one| one.id);
    Ok(within(sys.find::<report_cell::Entity>().filter(report_cell::Column::CommunityId.is_in(ids)), span).all(sys.conn()).await?)
}

fn within(cells: sea_orm::Select<report_cell::Entity>, span: Span) -> sea_orm::Select<report_cell::Entity> {
    let reach = Span { from: span.before().reach().from, to: span.to };
    cells.filter(report_cell::Column::Day.gte(reach.from)).filter(report_cell::Column::Day.lte(reach.to))
}

pub(super) fn of(cells: &[report_cell::Model], community: Uuid) -> ByMeasure<'_> {
    cells.iter().filter(|cell| cell.community_id == community).map(cell).collect()
}

fn cell(cell: &report_cell::Model) -> Cell<'_> {
    Cell { day: cell.day, measure: &cell.measure, value: cell.value }
}

fn sum<'a>(all: impl Iterator<Item = &'a Figures>) -> Figures {
    let mut sums = Figures::new();
    for (name, value) in all.flatten() {
        *sums.entry(*name).or_default() += value;
    }
    sums
}

/// The local day of a street: its communities keep the same clock.
pub(super) fn today(communities: &[community::Model], now: DateTime<Utc>) -> NaiveDate {
    let zone = communities.first().map_or("Asia/Shanghai", |one| one.zone.as_str());
    crate::calendar::local::day_of(crate::calendar::local::zone(zone), now)
}

pub(super) fn as_of(cells: &[report_cell::Model], now: DateTime<Utc>) -> DateTime<Utc> {
    cells.iter().map(|cell| cell.computed_at).max().unwrap_or(now)
}

fn shown(cells: &[report_cell::Model], span: Span, now: DateTime<Utc>) -> Dashboard {
    let plain: ByMeasure<'_> = cells.iter().map(cell).collect();
    let series = MEASURES.iter().filter(|measure| measure.behaviour != Behaviour::Month).map(|measure| {
        let mut days: BTreeMap<NaiveDate, i64> = BTreeMap::new();
        for cell in plain.of(measure).filter(|cell| span.contains(cell.day)) {
            *days.entry(cell.day).or_default() += cell.value;
        }
        Series { measure: measure.name, points: days.into_iter().collect() }
    });
    Dashboard {
        as_of: as_of(cells, now),
        definition: DEFINITION,
        span,
        now: rules::figures(&plain, span),
        before: rules::compared(&plain, span),
        series: series.filter(|series| !series.points.is_empty()).collect(),
    }
}
