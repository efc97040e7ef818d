//! Publicity events: planned, held, called off. Whoever is responsible may say what came of one, the office of every one.

use chrono::{DateTime, Days, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    campaign_rules::{MOST_PEOPLE, Turn, turned},
    error::PatrolError,
    figures,
    notices::{self, News},
    patrol_campaign::{self, Stage as Campaign},
    publicity_event::{self, Column, Stage},
};
use crate::{
    kernel::{Failure, Page, PageRequest, Result, Tx},
    people::{grid, text},
    tenancy::{members, membership},
    visits::desk::Desk,
};

/// What is said of an event.
#[derive(Debug, Clone)]
pub struct Design {
    /// What it is about.
    pub topic: String,
    /// More about it.
    pub detail: String,
    /// Where it is.
    pub place: String,
    /// The grid it is in.
    pub grid: Option<Uuid>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// Who is responsible.
    pub owner: Option<Uuid>,
    /// The campaign that it belongs to.
    pub campaign: Option<Uuid>,
    /// How many people are expected.
    pub expected: i64,
}

/// Plans an event; whoever is responsible hears of it from others.
pub async fn plan(tx: &Tx, design: Design) -> Result<publicity_event::Model> {
    let row = publicity_event::ActiveModel {
        stage: Set(Stage::Planned),
        held_on: Set(None),
        reached: Set(None),
        materials: Set(None),
        summary: Set(String::new()),
        revision: Set(1),
        ..columns(tx, design, None).await?
    };
    let event = tx.insert(row).await?;
    notices::tell_event(tx, &event, News::Given).await?;
    Ok(event)
}

/// Changes an event that is still to come.
pub async fn change(tx: &Tx, id: Uuid, revision: i64, design: Design) -> Result<publicity_event::Model> {
    let known = tx.get::<publicity_event::Entity>(id).await?;
    let columns = columns(tx, design, known.campaign_id).await?;
    if known.stage != Stage::Planned {
        return Err(PatrolError::WrongStage.into());
    }
    let event = tx.revise(id, Column::Revision, revision, columns).await?;
    let about = |event: &publicity_event::Model| (event.owner_id, event.starts_at, event.place.clone());
    if about(&known) != about(&event) {
        notices::tell_event(tx, &event, News::Given).await?;
    }
    Ok(event)
}

/// What came of an event.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    /// How many people were reached.
    pub reached: i64,
    /// How many leaflets and the like were handed out.
    pub materials: i64,
    /// What came of it, in words.
    pub summary: &'a str,
}

/// Says that it took place.
pub async fn hold(tx: &Tx, id: Uuid, revision: i64, office: bool, outcome: Outcome<'_>) -> Result<publicity_event::Model> {
    let known = own(tx, id, office).await?;
    let stage = turned(known.stage, Turn::Hold).ok_or(PatrolError::WrongStage)?;
    if known.starts_at > tx.now() {
        return Err(PatrolError::NotBegun.into());
    }
    for (field, count) in [("reached", outcome.reached), ("materials", outcome.materials)] {
        if !(0..=MOST_PEOPLE).contains(&count) {
            return Err(Failure::invalid_field(field, "patrols.count_implausible"));
        }
    }
    if outcome.summary.trim().is_empty() {
        return Err(Failure::invalid_field("note", "patrols.summary_wanted"));
    }
    // It counts on the day on which it was, whenever somebody writes it down.
    let day = Desk::of(tx).await?.day(known.starts_at);
    let row = publicity_event::ActiveModel {
        stage: Set(stage),
        held_on: Set(Some(day)),
        reached: Set(Some(outcome.reached)),
        materials: Set(Some(outcome.materials)),
        summary: Set(outcome.summary.trim().to_owned()),
        ..Default::default()
    };
    let event = tx.revise(id, Column::Revision, revision, row).await?;
    figures::mark(tx, day, &["patrols.publicity_held", "patrols.people_reached"]).await?;
    Ok(event)
}

/// Calls it off; whoever is responsible hears why.
pub async fn cancel(tx: &Tx, id: Uuid, revision: i64, office: bool, reason: &str) -> Result<publicity_event::Model> {
    let known = own(tx, id, office).await?;
    let stage = turned(known.stage, Turn::Cancel).ok_or(PatrolError::WrongStage)?;
    if reason.trim().is_empty() {
        return Err(Failure::invalid_field("note", "patrols.reason_wanted"));
    }
    let row = publicity_event::ActiveModel { stage: Set(stage), summary: Set(reason.trim().to_owned()), ..Default::default() };
    let event = tx.revise(id, Column::Revision, revision, row).await?;
    notices::tell_event(tx, &event, News::Cancelled).await?;
    Ok(event)
}

/// An event that somebody may do something with: the office with every one, others with their own.
pub async fn own(tx: &Tx, id: Uuid, office: bool) -> Result<publicity_event::Model> {
    let event = tx.get::<publicity_event::Entity>(id).await?;
    match office || (event.owner_id.is_some() && event.owner_id == members::acting(tx)) {
        true => Ok(event),
        false => Err(PatrolError::NotYours.into()),
    }
}

/// Reminds whoever is responsible of what is tomorrow.
pub async fn remind(tx: &Tx) -> Result<()> {
    let desk = Desk::of(tx).await?;
    if !desk.is_open() {
        return Ok(());
    }
    let (from, until) = (desk.midnight(desk.today + Days::new(1)), desk.midnight(desk.today + Days::new(2)));
    let tomorrow = tx.find::<publicity_event::Entity>().filter(Column::Stage.eq(Stage::Planned));
    for event in tomorrow.filter(Column::StartsAt.gte(from)).filter(Column::StartsAt.lt(until)).all(tx.conn()).await? {
        notices::tell_event(tx, &event, News::Tomorrow).await?;
    }
    Ok(())
}

/// Events, the latest first.
pub async fn list(tx: &Tx, stage: Option<Stage>, campaign: Option<Uuid>, page: &PageRequest) -> Result<Page<publicity_event::Model>> {
    let limit = page.limit()?;
    let mut rows = tx.find::<publicity_event::Entity>();
    if let Some(stage) = stage {
        rows = rows.filter(Column::Stage.eq(stage));
    }
    if let Some(campaign) = campaign {
        tx.get::<patrol_campaign::Entity>(campaign).await?;
        rows = rows.filter(Column::CampaignId.eq(campaign));
    }
    if let Some((at, id)) = page.key::<(DateTime<Utc>, Uuid)>()? {
        let same = Condition::all().add(Column::StartsAt.eq(at)).add(Column::Id.lt(id));
        rows = rows.filter(Condition::any().add(Column::StartsAt.lt(at)).add(same));
    }
    let rows = rows.order_by_desc(Column::StartsAt).order_by_desc(Column::Id).limit(limit + 1).all(tx.conn()).await?;
    Page::cut(rows, limit, |row| (row.starts_at, row.id))
}

/// One event.
pub async fn one(tx: &Tx, id: Uuid) -> Result<publicity_event::Model> {
    tx.get::<publicity_event::Entity>(id).await
}

async fn columns(tx: &Tx, design: Design, known_campaign: Option<Uuid>) -> Result<publicity_event::ActiveModel> {
    if let Some(owner) = design.owner {
        tx.get::<membership::Entity>(owner).await?;
    }
    if let Some(grid) = design.grid {
        tx.get::<grid::Entity>(grid).await?;
    }
    if let Some(campaign) = design.campaign {
        let campaign = tx.get::<patrol_campaign::Entity>(campaign).await?;
        let over = matches!(campaign.stage, Campaign::Closed | Campaign::Cancelled);
        if over && Some(campaign.id) != known_campaign {
            return Err(Failure::invalid_field("campaign_id", "patrols.campaign_over"));
        }
    }
    let topic = text::line(&design.topic);
    if topic.is_empty() {
        return Err(Failure::invalid_field("topic", "patrols.topic_wanted"));
    }
    if !(0..=MOST_PEOPLE).contains(&design.expected) {
        return Err(Failure::invalid_field("expected", "patrols.count_implausible"));
    }
    Ok(publicity_event::ActiveModel {
        topic: Set(topic),
        detail: Set(design.detail.trim().to_owned()),
        place: Set(text::line(&design.place)),
        grid_id: Set(design.grid),
        starts_at: Set(design.starts_at),
        owner_id: Set(design.owner),
        campaign_id: Set(design.campaign),
        expected: Set(design.expected),
        ..Default::default()
    })
}
