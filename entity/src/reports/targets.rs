//! A street's targets (目标): set for a year, for all communities or with another value for one, and how far everybody is.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ModelTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::ExprTrait};
use serde_json::json;
use uuid::Uuid;

use super::{
    goal::{self, Done, GOALS, Goal, Standing, Year},
    query::{communities, today},
    report_cell, street_target,
};
use crate::{
    kernel::{Actor, Failure, PLATFORM, Result, Scope, SystemTx},
    tenancy::{community, street},
};

/// The highest count that can be wanted.
const MOST: i64 = 1_000_000_000;

/// A street's targets of a year.
#[derive(Debug, Clone)]
pub struct Targets {
    /// The year.
    pub year: Year,
    /// As of when the figures were computed.
    pub as_of: DateTime<Utc>,
    /// Every goal, whether there is a target or not.
    pub lines: Vec<Line>,
}

/// A goal.
#[derive(Debug, Clone)]
pub struct Line {
    /// Which.
    pub goal: &'static Goal,
    /// What is wanted of all communities.
    pub value: Option<i64>,
    /// All communities together.
    pub total: Score,
    /// Each of them.
    pub communities: Vec<Own>,
}

/// A community's part in a goal.
#[derive(Debug, Clone)]
pub struct Own {
    /// The community.
    pub community: community::Model,
    /// Whether another value is wanted of it than of all.
    pub differs: bool,
    /// How far it is.
    pub score: Score,
}

/// How far somebody is, and how that is for what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// How far.
    pub done: Done,
    /// What is wanted.
    pub target: Option<i64>,
    /// How it is; nothing where nothing is wanted.
    pub standing: Option<Standing>,
}

impl Score {
    fn of(goal: &Goal, done: Done, target: Option<i64>, year: Year) -> Self {
        Self { done, target, standing: target.map(|target| goal::judge(goal, done, target, year)) }
    }
}

/// A street's targets of `year`, of the present one unless told.
pub async fn of_street(sys: &SystemTx, street: &street::Model, year: Option<i32>) -> Result<Targets> {
    read(sys, street.id, communities(sys, street).await?, year).await
}

/// What its street wants of a community.
pub async fn of_community(sys: &SystemTx, community: &community::Model, year: Option<i32>) -> Result<Targets> {
    let mut targets = read(sys, community.street_id, vec![community.clone()], year).await?;
    targets.lines.retain(|line| line.communities.iter().any(|own| own.score.target.is_some()));
    Ok(targets)
}

async fn read(sys: &SystemTx, street: Uuid, communities: Vec<community::Model>, year: Option<i32>) -> Result<Targets> {
    let today = today(&communities, sys.now());
    let year = known(year.unwrap_or_else(|| today.year()), today)?;
    let wanted = of_year(sys, street, year.year).await?;
    let cells = sums(sys, &communities, year).await?;
    let as_of = last_computed(sys, &communities, year).await?;
    let lines = GOALS.iter().map(|goal| line(goal, &wanted, &communities, &cells, year)).collect();
    Ok(Targets { year, as_of, lines })
}

fn known(year: i32, today: NaiveDate) -> Result<Year> {
    let near = (2000..=today.year() + 1).contains(&year);
    Year::on(year, today).filter(|_| near).ok_or_else(|| Failure::invalid_field("year", "reports.year"))
}

async fn of_year(sys: &SystemTx, street: Uuid, year: i32) -> Result<Vec<street_target::Model>> {
    let own = sys.find::<street_target::Entity>().filter(street_target::Column::StreetId.eq(street));
    Ok(own.filter(street_target::Column::Year.eq(year)).all(sys.conn()).await?)
}

type Sums = BTreeMap<(Uuid, String), i64>;

/// What the year's days come to: added up where they lie, because a year of a street is many of them.
async fn sums(sys: &SystemTx, communities: &[community::Model], year: Year) -> Result<Sums> {
    let cells = sys
        .find::<report_cell::Entity>()
        .filter(report_cell::Column::CommunityId.is_in(communities.iter().map(|one| one.id)))
        .filter(report_cell::Column::Measure.is_in(goal::measures()))
        .filter(report_cell::Column::Day.between(year.span.from, year.span.to));
    let sums = cells
        .select_only()
        .column(report_cell::Column::CommunityId)
        .column(report_cell::Column::Measure)
        // The sum of large numbers is no large number any more, but a decimal.
        .column_as(report_cell::Column::Value.sum().cast_as("bigint"), "value")
        .group_by(report_cell::Column::CommunityId)
        .group_by(report_cell::Column::Measure);
    let found: Vec<(Uuid, String, i64)> = sums.into_tuple().all(sys.conn()).await?;
    Ok(found.into_iter().map(|(community, measure, value)| ((community, measure), value)).collect())
}

async fn last_computed(sys: &SystemTx, communities: &[community::Model], year: Year) -> Result<DateTime<Utc>> {
    let last = sys
        .find::<report_cell::Entity>()
        .filter(report_cell::Column::CommunityId.is_in(communities.iter().map(|one| one.id)))
        .filter(report_cell::Column::Day.gte(year.span.to - Days::new(1)))
        .filter(report_cell::Column::Day.lte(year.span.to))
        .order_by_desc(report_cell::Column::ComputedAt);
    Ok(last.one(sys.conn()).await?.map_or(sys.now(), |cell| cell.computed_at))
}

fn line(goal: &'static Goal, wanted: &[street_target::Model], communities: &[community::Model], sums: &Sums, year: Year) -> Line {
    let of = |community: Option<Uuid>| {
        wanted.iter().find(|one| one.measure == goal.measure && one.community_id == community).map(|one| one.value)
    };
    let value = of(None);
    let sum = |community: Uuid, name: &str| sums.get(&(community, name.to_owned())).copied().unwrap_or_default();
    let owns: Vec<Own> = communities
        .iter()
        .map(|community| {
            let done = Done { done: sum(community.id, goal.measure), of: goal.of.map_or(0, |whole| sum(community.id, whole)) };
            let other = of(Some(community.id));
            let score = Score::of(goal, done, other.or(value), year);
            Own { community: community.clone(), differs: other.is_some(), score }
        })
        .collect();
    let done = owns.iter().fold(Done::default(), |sum, own| sum.plus(own.score.done));
    // Counts add up; a share of all is wanted as it is of each.
    let target = match goal.of {
        Some(_) => value,
        None => value.map(|_| owns.iter().filter_map(|own| own.score.target).sum()),
    };
    Line { goal, value, total: Score::of(goal, done, target, year), communities: owns }
}

/// What is to be wanted.
#[derive(Debug, Clone)]
pub struct NewTarget {
    /// The year.
    pub year: i32,
    /// The goal's name.
    pub measure: String,
    /// How much; none if nothing is wanted any more.
    pub value: Option<i64>,
    /// The code of the community of which it is wanted; none for all.
    pub community: Option<String>,
}

/// Sets a target, changes it, or takes it back, together with what was wanted of single communities instead.
///
/// # Errors
/// `measure`, `year`, `value`; a community of another street is not found; one community's value needs one for all.
pub async fn set(sys: &SystemTx, street: &street::Model, account: Uuid, actor: Actor, new: NewTarget) -> Result<()> {
    let goal = goal::named(&new.measure).ok_or_else(|| Failure::invalid_field("measure", "reports.no_goal"))?;
    let all = communities(sys, street).await?;
    known(new.year, today(&all, sys.now()))?;
    let most = if goal.of.is_some() { 100 } else { MOST };
    if new.value.is_some_and(|value| !(1..=most).contains(&value)) {
        return Err(Failure::invalid_field("value", if goal.of.is_some() { "reports.target_share" } else { "reports.target_count" }));
    }
    let only = |code: &String| all.iter().find(|one| one.code == *code).map(|one| one.id).ok_or_else(Failure::not_found);
    let community = new.community.as_ref().map(only).transpose()?;
    let mut rows = of_year(sys, street.id, new.year).await?;
    rows.retain(|row| row.measure == goal.measure);
    if community.is_some() && rows.iter().all(|row| row.community_id.is_some()) {
        return Err(Failure::invalid_field("community", "reports.target_of_all_first"));
    }
    let old = rows.iter().find(|row| row.community_id == community).cloned();
    match (new.value, &old) {
        (Some(value), Some(row)) => {
            let change =
                street_target::ActiveModel { id: Set(row.id), value: Set(value), set_by_id: Set(Some(account)), ..Default::default() };
            sys.update(change).await?;
        }
        (Some(value), None) => {
            let row = street_target::ActiveModel {
                id: Set(sys.new_id()),
                street_id: Set(street.id),
                year: Set(new.year),
                measure: Set(goal.measure.to_owned()),
                community_id: Set(community),
                share: Set(goal.of.is_some()),
                value: Set(value),
                set_by_id: Set(Some(account)),
                ..Default::default()
            };
            sys.insert(row).await?;
        }
        (None, _) => {
            for row in rows.into_iter().filter(|row| community.is_none() || row.community_id == community) {
                row.delete(sys.conn()).await?;
            }
        }
    }
    let detail = json!({
        "year": new.year, "measure": goal.measure, "community": new.community, "value": new.value, "before": old.map(|row| row.value),
    });
    sys.audit(&Scope { community: PLATFORM, actor }, "reports.set_target", "street", street.id, detail).await
}
