//! Inspection campaigns: planned, run by themselves, summed up. While one runs that asks for it, its points come to rest at a denser rhythm.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::{
    Kind, campaign_figures,
    campaign_rules::{Act, LONGEST, MOST_PLACES, Windows, next},
    error::PatrolError,
    figures,
    notices::{self, News},
    patrol_campaign::{self, Column, Stage},
    patrol_campaign_scope, patrol_point, rules,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{grid, text, words::word},
    tenancy::membership,
    visits::desk::Desk,
};

/// What is said of a campaign.
#[derive(Debug, Clone)]
pub struct Design {
    /// What it is called.
    pub name: String,
    /// What is to be reached.
    pub goal: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Which kinds of trouble count; all without any.
    pub kinds: BTreeSet<Kind>,
    /// Whose points it covers.
    pub grids: BTreeSet<Uuid>,
    /// Which points it covers besides; the whole community without any of both.
    pub points: BTreeSet<Uuid>,
    /// Whether its points are looked at more often while it runs.
    pub denser: bool,
    /// Who is responsible.
    pub lead: Option<Uuid>,
}

/// Plans a campaign; one whose first day is there begins at once.
pub async fn plan(tx: &Tx, design: Design) -> Result<patrol_campaign::Model> {
    let desk = Desk::of(tx).await?;
    if design.until < desk.today {
        return Err(Failure::invalid_field("until_day", "patrols.over_already"));
    }
    let row = patrol_campaign::ActiveModel {
        stage: Set(Stage::Planned),
        closed_on: Set(None),
        summary: Set(String::new()),
        closing: Set(None),
        revision: Set(1),
        ..columns(tx, &design).await?
    };
    let campaign = tx.insert(row).await?;
    cover(tx, campaign.id, &design).await?;
    match campaign.from_day <= desk.today {
        true => begin(tx, &desk, campaign).await,
        false => Ok(campaign),
    }
}

/// Changes a campaign that is not over. Its first day stays once it runs.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<patrol_campaign::Model> {
    let desk = Desk::of(tx).await?;
    let known = tx.get::<patrol_campaign::Entity>(id).await?;
    let columns = columns(tx, &design).await?;
    if !matches!(known.stage, Stage::Planned | Stage::Running) {
        return Err(PatrolError::WrongStage.into());
    }
    if known.stage == Stage::Running && design.from != known.from_day {
        return Err(Failure::invalid_field("from_day", "patrols.begun_already"));
    }
    if design.until < desk.today {
        return Err(Failure::invalid_field("until_day", "patrols.over_already"));
    }
    let campaign = tx.revise(id, Column::Revision, revision, columns).await?;
    let (was, runs) = (covered(tx, &known).await?, known.stage == Stage::Running);
    tx.delete_many::<patrol_campaign_scope::Entity>().filter(patrol_campaign_scope::Column::CampaignId.eq(id)).exec(tx.conn()).await?;
    cover(tx, id, &design).await?;
    if runs && known.denser {
        ease(tx, was).await?;
    }
    match (runs, campaign.from_day <= desk.today) {
        (true, _) if campaign.denser => densify(tx, &desk, &campaign).await.map(|()| campaign),
        (false, true) => begin(tx, &desk, campaign).await,
        _ => Ok(campaign),
    }
}

/// Sums a campaign up: what its figures are now they stay.
pub async fn close(tx: &Tx, id: Uuid, revision: i64, summary: &str) -> Result<patrol_campaign::Model> {
    let desk = Desk::of(tx).await?;
    let known = tx.get::<patrol_campaign::Entity>(id).await?;
    let stage = next(known.stage, Act::Close).ok_or(PatrolError::WrongStage)?;
    if summary.trim().is_empty() {
        return Err(Failure::invalid_field("note", "patrols.summary_wanted"));
    }
    let windows = Windows::of(known.from_day, known.until_day, Some(desk.today));
    let closing = campaign_figures::count(tx, &desk, &known, windows).await?;
    let row = patrol_campaign::ActiveModel {
        stage: Set(stage),
        closed_on: Set(Some(desk.today)),
        summary: Set(summary.trim().to_owned()),
        closing: Set(Some(serde_json::to_value(closing)?)),
        ..Default::default()
    };
    let campaign = finish(tx, &known, revision, row).await?;
    figures::mark(tx, desk.today, &["patrols.campaigns_closed"]).await?;
    Ok(campaign)
}

/// Calls a campaign off.
pub async fn cancel(tx: &Tx, id: Uuid, revision: i64, reason: &str) -> Result<patrol_campaign::Model> {
    let known = tx.get::<patrol_campaign::Entity>(id).await?;
    let stage = next(known.stage, Act::Cancel).ok_or(PatrolError::WrongStage)?;
    if reason.trim().is_empty() {
        return Err(Failure::invalid_field("note", "patrols.reason_wanted"));
    }
    let row = patrol_campaign::ActiveModel { stage: Set(stage), summary: Set(reason.trim().to_owned()), ..Default::default() };
    finish(tx, &known, revision, row).await
}

/// Begins what begins today and ends what ended yesterday; whoever is responsible is told.
pub(super) async fn turn(tx: &Tx, desk: &Desk) -> Result<()> {
    let over = tx.find::<patrol_campaign::Entity>().filter(Column::Stage.eq(Stage::Running)).filter(Column::UntilDay.lt(desk.today));
    for campaign in over.all(tx.conn()).await? {
        let Some(stage) = next(campaign.stage, Act::End) else { continue };
        let row = patrol_campaign::ActiveModel { stage: Set(stage), ..Default::default() };
        let campaign = finish(tx, &campaign, campaign.revision, row).await?;
        notices::tell_campaign(tx, &campaign, News::Ended).await?;
    }
    let due = tx.find::<patrol_campaign::Entity>().filter(Column::Stage.eq(Stage::Planned)).filter(Column::FromDay.lte(desk.today));
    for campaign in due.all(tx.conn()).await? {
        begin(tx, desk, campaign).await?;
    }
    Ok(())
}

async fn begin(tx: &Tx, desk: &Desk, campaign: patrol_campaign::Model) -> Result<patrol_campaign::Model> {
    let stage = next(campaign.stage, Act::Begin).ok_or(PatrolError::WrongStage)?;
    let row = patrol_campaign::ActiveModel { stage: Set(stage), ..Default::default() };
    let campaign = tx.revise(campaign.id, Column::Revision, campaign.revision, row).await?;
    if campaign.denser {
        densify(tx, desk, &campaign).await?;
    }
    notices::tell_campaign(tx, &campaign, News::Begun).await?;
    Ok(campaign)
}

/// Writes the end of a campaign; what it had made denser finds its usual rhythm again.
async fn finish(
    tx: &Tx,
    known: &patrol_campaign::Model,
    revision: i64,
    row: patrol_campaign::ActiveModel,
) -> Result<patrol_campaign::Model> {
    let campaign = tx.revise(known.id, Column::Revision, revision, row).await?;
    if known.denser && known.stage == Stage::Running {
        ease(tx, covered(tx, known).await?).await?;
    }
    Ok(campaign)
}

/// Has the points looked at as often as after a return, at least; the next look comes as early as that.
async fn densify(tx: &Tx, desk: &Desk, campaign: &patrol_campaign::Model) -> Result<()> {
    for point in covered(tx, campaign).await? {
        let every = point.every_days.min(rules::usual(point.base_days, true));
        let next = desk.calendar.workday_from(desk.today + Days::new(every.unsigned_abs()));
        let row = patrol_point::ActiveModel {
            id: Set(point.id),
            every_days: Set(every),
            next_on: Set(point.next_on.min(next)),
            ..Default::default()
        };
        tx.update(row).await?;
    }
    Ok(())
}

/// Gives points their usual rhythm back. What had come back more often than that stays as dense as it is, and finds its own way.
async fn ease(tx: &Tx, points: Vec<patrol_point::Model>) -> Result<()> {
    for point in points {
        if point.every_days == rules::usual(point.base_days, true) && !is_dense(tx, &point).await? {
            tx.update(patrol_point::ActiveModel { id: Set(point.id), every_days: Set(point.base_days), ..Default::default() }).await?;
        }
    }
    Ok(())
}

/// Whether a campaign that runs has a point looked at more often.
pub(super) async fn is_dense(tx: &Tx, point: &patrol_point::Model) -> Result<bool> {
    let running = tx.find::<patrol_campaign::Entity>().filter(Column::Stage.eq(Stage::Running)).filter(Column::Denser.eq(true));
    for campaign in running.all(tx.conn()).await? {
        if Cover::of(tx, campaign.id).await?.has(point.id, point.grid_id) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The places that a campaign covers.
#[derive(Debug, Clone, Default)]
pub struct Cover {
    /// All points of these grids.
    pub grids: BTreeSet<Uuid>,
    /// These points.
    pub points: BTreeSet<Uuid>,
}

impl Cover {
    /// What a campaign covers.
    pub async fn of(tx: &Tx, campaign: Uuid) -> Result<Self> {
        let rows = tx.find::<patrol_campaign_scope::Entity>().filter(patrol_campaign_scope::Column::CampaignId.eq(campaign));
        let mut cover = Self::default();
        for row in rows.all(tx.conn()).await? {
            cover.grids.extend(row.grid_id);
            cover.points.extend(row.point_id);
        }
        Ok(cover)
    }

    /// Whether a point is covered, in its grid; everything is where nothing is named.
    pub fn has(&self, point: Uuid, grid: Option<Uuid>) -> bool {
        let everything = self.grids.is_empty() && self.points.is_empty();
        everything || self.points.contains(&point) || grid.is_some_and(|grid| self.grids.contains(&grid))
    }
}

async fn covered(tx: &Tx, campaign: &patrol_campaign::Model) -> Result<Vec<patrol_point::Model>> {
    let cover = Cover::of(tx, campaign.id).await?;
    let points = tx.find::<patrol_point::Entity>().filter(patrol_point::Column::Retired.eq(false)).all(tx.conn()).await?;
    Ok(points.into_iter().filter(|point| cover.has(point.id, point.grid_id)).collect())
}

async fn cover(tx: &Tx, campaign: Uuid, design: &Design) -> Result<()> {
    let grids = design.grids.iter().map(|grid| (Some(*grid), None));
    let places = grids.chain(design.points.iter().map(|point| (None, Some(*point))));
    let rows = places.map(|(grid, point)| patrol_campaign_scope::ActiveModel {
        campaign_id: Set(campaign),
        grid_id: Set(grid),
        point_id: Set(point),
        ..Default::default()
    });
    tx.insert_many(rows.collect()).await
}

async fn columns(tx: &Tx, design: &Design) -> Result<patrol_campaign::ActiveModel> {
    if let Some(lead) = design.lead {
        tx.get::<membership::Entity>(lead).await?;
    }
    if design.grids.len() + design.points.len() > MOST_PLACES {
        return Err(Failure::invalid_field("point_ids", "patrols.too_many_places"));
    }
    for grid in &design.grids {
        tx.get::<grid::Entity>(*grid).await?;
    }
    for point in &design.points {
        tx.get::<patrol_point::Entity>(*point).await?;
    }
    let name = text::line(&design.name);
    if name.is_empty() {
        return Err(Failure::invalid_field("name", "patrols.name_wanted"));
    }
    if !(0..LONGEST).contains(&(design.until - design.from).num_days()) {
        return Err(Failure::invalid_field("until_day", "patrols.period_implausible"));
    }
    let kinds: Vec<String> = design.kinds.iter().copied().map(word).collect();
    Ok(patrol_campaign::ActiveModel {
        name: Set(name),
        goal: Set(design.goal.trim().to_owned()),
        from_day: Set(design.from),
        until_day: Set(design.until),
        kinds: Set(serde_json::to_value(kinds)?),
        denser: Set(design.denser),
        lead_id: Set(design.lead),
        ..Default::default()
    })
}
