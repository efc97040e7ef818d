//! What travels.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    reports::{
        MEASURES, query,
        rules::Figures,
        weekly::{self, Compared},
    },
    tenancy::community,
    visits::forecast::Line,
};
use poem_openapi::Object;
use uuid::Uuid;

/// A figure beside the one of the span before.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Tile {
    measure: String,
    value: i64,
    previous: Option<i64>,
}

/// A figure on a day.
#[derive(Object)]
pub struct Point {
    day: NaiveDate,
    value: i64,
}

/// A figure day by day.
#[derive(Object)]
pub struct Series {
    measure: String,
    points: Vec<Point>,
}

/// The month's visit rate of a grid.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct GridRate {
    key: Option<Uuid>,
    name: String,
    /// Elders on the list.
    due: u64,
    /// Those of them who were visited.
    visited: u64,
    rate: f64,
}

/// The month's visit rate (月探访率).
#[derive(Object)]
pub struct DashboardRate {
    due: u64,
    visited: u64,
    rate: f64,
    by_grid: Vec<GridRate>,
}

/// A community's figures.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Dashboard {
    /// As of when the figures were computed.
    as_of: DateTime<Utc>,
    /// By which version of the definitions.
    definition: i64,
    from: NaiveDate,
    to: NaiveDate,
    tiles: Vec<Tile>,
    series: Vec<Series>,
    /// Only for the community itself.
    visit_rate: Option<DashboardRate>,
    /// Figures that are hidden because they could point at a person.
    suppressed: Vec<String>,
}

/// A community beside its figures.
#[derive(Object)]
pub struct CommunityFigures {
    code: String,
    name: String,
    /// The figures by name; hidden ones are missing.
    measures: BTreeMap<String, i64>,
    /// Figures that are hidden because they could point at a person.
    suppressed: Vec<String>,
}

/// A street's figures.
#[derive(Object)]
pub struct StreetDashboard {
    /// As of when the figures were computed.
    as_of: DateTime<Utc>,
    /// By which version of the definitions.
    definition: i64,
    from: NaiveDate,
    to: NaiveDate,
    communities: Vec<CommunityFigures>,
    totals: BTreeMap<String, i64>,
    series: Vec<Series>,
}

/// What the report says of a week.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Numbers {
    /// Elders on the list at its end.
    elders: i64,
    /// Visits whose window closed in it.
    due: i64,
    /// Those of them that were paid in time.
    done: i64,
    missed: i64,
    escalated: i64,
    /// Done of due.
    rate: Option<f64>,
}

/// A community's week.
#[derive(Object)]
pub struct CommunityWeek {
    code: String,
    name: String,
    week: Numbers,
    /// The week before.
    before: Numbers,
}

/// A street's report of a week.
#[derive(Object)]
pub struct StreetReport {
    as_of: DateTime<Utc>,
    definition: i64,
    /// The ISO week, such as `2026-W47`.
    week: String,
    from: NaiveDate,
    to: NaiveDate,
    communities: Vec<CommunityWeek>,
    totals: Numbers,
    totals_before: Numbers,
}

impl Dashboard {
    /// Figures, with the rate of each grid where the reader may see that.
    pub fn new(dashboard: query::Dashboard, grids: Option<Vec<Line>>) -> Self {
        let query::Dashboard { as_of, definition, span, now, before, series } = dashboard;
        let tile = |(name, value): (&&str, &i64)| Tile { measure: (*name).to_owned(), value: *value, previous: before.get(*name).copied() };
        Self {
            as_of,
            definition,
            from: span.from,
            to: span.to,
            suppressed: suppressed(&now),
            tiles: MEASURES.iter().filter_map(|measure| now.get_key_value(measure.name)).map(tile).collect(),
            series: series.into_iter().map(Series::new).collect(),
            visit_rate: grids.map(DashboardRate::new),
        }
    }
}

impl DashboardRate {
    fn new(lines: Vec<Line>) -> Self {
        let (due, visited) = lines.iter().fold((0, 0), |(due, visited), line| (due + line.rate.due, visited + line.rate.visited));
        let rate = if due == 0 { 1.0 } else { visited as f64 / due as f64 };
        let by_grid = lines.into_iter().map(|Line { key, name, rate }| GridRate {
            key,
            name,
            due: rate.due,
            visited: rate.visited,
            rate: rate.value(),
        });
        Self { due, visited, rate, by_grid: by_grid.collect() }
    }
}

impl Series {
    fn new(series: query::Series) -> Self {
        let points = series.points.into_iter().map(|(day, value)| Point { day, value }).collect();
        Self { measure: series.measure.to_owned(), points }
    }
}

impl StreetDashboard {
    /// Figures of a street.
    pub fn new(dashboard: query::StreetDashboard) -> Self {
        let query::StreetDashboard { rows, total } = dashboard;
        Self {
            as_of: total.as_of,
            definition: total.definition,
            from: total.span.from,
            to: total.span.to,
            communities: rows.into_iter().map(|row| CommunityFigures::new(row.community, &row.figures)).collect(),
            totals: by_name(&total.now),
            series: total.series.into_iter().map(Series::new).collect(),
        }
    }
}

impl CommunityFigures {
    fn new(community: community::Model, figures: &Figures) -> Self {
        Self { code: community.code, name: community.name, measures: by_name(figures), suppressed: suppressed(figures) }
    }
}

impl StreetReport {
    /// A report.
    pub fn new(report: query::Report) -> Self {
        let span = report.week.span();
        let week = |(one, compared): (community::Model, Compared)| CommunityWeek {
            code: one.code,
            name: one.name,
            week: Numbers::new(compared.now),
            before: Numbers::new(compared.before),
        };
        Self {
            as_of: report.as_of,
            definition: mulin_entity::reports::DEFINITION,
            week: report.week.to_string(),
            from: span.from,
            to: span.to,
            totals: Numbers::new(report.totals.now),
            totals_before: Numbers::new(report.totals.before),
            communities: report.communities.into_iter().map(week).collect(),
        }
    }
}

impl Numbers {
    fn new(numbers: weekly::Numbers) -> Self {
        let weekly::Numbers { elders, due, done, missed, escalated } = numbers;
        Self { elders, due, done, missed, escalated, rate: numbers.rate() }
    }
}

fn by_name(figures: &Figures) -> BTreeMap<String, i64> {
    figures.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect()
}

fn suppressed(figures: &Figures) -> Vec<String> {
    MEASURES.iter().filter(|measure| !figures.contains_key(measure.name)).map(|measure| measure.name.to_owned()).collect()
}
