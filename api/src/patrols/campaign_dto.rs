//! Campaigns and publicity events, as they travel.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    duty,
    evidence::Of,
    kernel::{Failure, Tx},
    patrols::{
        Kind,
        campaign_figures::{self, Line, Tally},
        campaigns::{self, Cover},
        patrol_campaign, publicity, publicity_event,
    },
    people::words::{self, word},
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::evidence::Photo;

/// Campaigns.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PatrolCampaignPage {
    pub items: Vec<PatrolCampaign>,
    pub next: Option<String>,
}

/// A campaign against some kinds of trouble.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PatrolCampaign {
    id: Uuid,
    name: String,
    goal: String,
    from_day: NaiveDate,
    until_day: NaiveDate,
    /// The kinds of trouble that count; all without any.
    kinds: Vec<String>,
    /// Whether its points are looked at more often while it runs.
    denser: bool,
    /// Who is responsible.
    lead_id: Option<Uuid>,
    lead: Option<String>,
    /// `planned`, `running`, `ended`, `closed` or `cancelled`.
    stage: String,
    closed_on: Option<NaiveDate>,
    /// What came of it, or why it is off.
    summary: String,
    revision: i64,
    /// The grids whose points it covers; only for a single campaign. The whole community without grids and points.
    grid_ids: Option<Vec<Uuid>>,
    /// The points that it covers besides; only for a single campaign.
    point_ids: Option<Vec<Uuid>>,
    /// By grid, as they were when it was summed up, and what came after; only for a single campaign.
    lines: Option<Vec<PatrolCampaignLine>>,
}

/// What was found in some days.
#[derive(Object)]
pub struct PatrolCampaignTally {
    found: i64,
    /// Put right.
    rectified: i64,
    /// Had come back.
    returned: i64,
}

impl From<Tally> for PatrolCampaignTally {
    fn from(Tally { found, rectified, returned }: Tally) -> Self {
        Self { found, rectified, returned }
    }
}

/// The figures of one grid.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PatrolCampaignLine {
    /// Empty for what is in no grid.
    grid: String,
    /// As many days before.
    before: PatrolCampaignTally,
    /// The days of the campaign.
    during: PatrolCampaignTally,
    /// As many days after, as far as they are over.
    after: PatrolCampaignTally,
}

impl From<Line> for PatrolCampaignLine {
    fn from(line: Line) -> Self {
        Self { grid: line.name, before: line.before.into(), during: line.during.into(), after: line.after.into() }
    }
}

impl PatrolCampaign {
    /// Tells campaigns in a list.
    pub async fn all(tx: &Tx, rows: Vec<patrol_campaign::Model>) -> Result<Vec<Self>, Failure> {
        let names = duty::query::names(tx, rows.iter().filter_map(|row| row.lead_id)).await?;
        Ok(rows.into_iter().map(|row| Self::new(row, &names)).collect())
    }

    /// Tells a campaign with its places and figures.
    pub async fn whole(tx: &Tx, id: Uuid) -> Result<Self, Failure> {
        let row = campaign_figures::one(tx, id).await?;
        let (cover, lines) = (Cover::of(tx, id).await?, campaign_figures::lines(tx, &row).await?);
        let told = Self::all(tx, vec![row]).await?.pop().ok_or_else(Failure::not_found)?;
        Ok(Self {
            grid_ids: Some(cover.grids.into_iter().collect()),
            point_ids: Some(cover.points.into_iter().collect()),
            lines: Some(lines.into_iter().map(PatrolCampaignLine::from).collect()),
            ..told
        })
    }

    fn new(row: patrol_campaign::Model, names: &HashMap<Uuid, String>) -> Self {
        Self {
            id: row.id,
            kinds: campaign_figures::kinds(&row).into_iter().map(word).collect(),
            name: row.name,
            goal: row.goal,
            from_day: row.from_day,
            until_day: row.until_day,
            denser: row.denser,
            lead: row.lead_id.and_then(|lead| names.get(&lead).cloned()),
            lead_id: row.lead_id,
            stage: word(row.stage),
            closed_on: row.closed_on,
            summary: row.summary,
            revision: row.revision,
            grid_ids: None,
            point_ids: None,
            lines: None,
        }
    }
}

/// A campaign to be planned or changed.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewPatrolCampaign {
    #[oai(validator(min_length = 1, max_length = 60))]
    name: String,
    #[oai(validator(max_length = 1000))]
    goal: Option<String>,
    from_day: NaiveDate,
    until_day: NaiveDate,
    /// `clutter`, `bins`, `litter`, `green`, `bikes`, `wires`, `ads`, `broken` or `other`; all without any.
    #[oai(validator(max_items = 9))]
    kinds: Option<Vec<String>>,
    /// Whose points it covers.
    #[oai(validator(max_items = 200))]
    grid_ids: Option<Vec<Uuid>>,
    /// Which points it covers besides; the whole community without any of both.
    #[oai(validator(max_items = 200))]
    point_ids: Option<Vec<Uuid>>,
    /// Whether its points are looked at more often while it runs.
    denser: Option<bool>,
    /// Who is responsible.
    lead_id: Option<Uuid>,
    /// The revision that was looked at, where a campaign is changed.
    pub revision: Option<i64>,
}

impl NewPatrolCampaign {
    /// The campaign, if its words are known.
    pub fn read(self) -> Result<campaigns::Design, Failure> {
        let unknown = || Failure::invalid_field("kinds", "kernel.word_unknown");
        let kinds = self.kinds.unwrap_or_default();
        Ok(campaigns::Design {
            name: self.name,
            goal: self.goal.unwrap_or_default(),
            from: self.from_day,
            until: self.until_day,
            kinds: kinds.iter().map(|kind| words::read::<Kind>(kind).ok_or_else(unknown)).collect::<Result<_, _>>()?,
            grids: self.grid_ids.unwrap_or_default().into_iter().collect(),
            points: self.point_ids.unwrap_or_default().into_iter().collect(),
            denser: self.denser.unwrap_or_default(),
            lead: self.lead_id,
        })
    }
}

/// What becomes of a campaign.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PatrolCampaignDeed {
    /// `close` or `cancel`.
    #[oai(validator(max_length = 20))]
    pub act: String,
    /// What came of it, or why it is off.
    #[oai(validator(max_length = 4000))]
    pub note: Option<String>,
    pub revision: i64,
}

/// Publicity events.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct PublicityPage {
    pub items: Vec<Publicity>,
    pub next: Option<String>,
}

/// A publicity event.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Publicity {
    id: Uuid,
    topic: String,
    detail: String,
    place: String,
    grid_id: Option<Uuid>,
    starts_at: DateTime<Utc>,
    /// Who is responsible.
    owner_id: Option<Uuid>,
    owner: Option<String>,
    /// The campaign that it belongs to.
    campaign_id: Option<Uuid>,
    campaign: Option<String>,
    /// How many people are expected.
    expected: i64,
    /// `planned`, `held` or `cancelled`.
    stage: String,
    held_on: Option<NaiveDate>,
    /// How many people were reached.
    reached: Option<i64>,
    /// How many leaflets and the like were handed out.
    materials: Option<i64>,
    /// What came of it, or why it is off.
    summary: String,
    revision: i64,
    /// Only for a single event.
    photos: Option<Vec<Photo>>,
}

impl Publicity {
    /// Tells events in a list.
    pub async fn all(tx: &Tx, rows: Vec<publicity_event::Model>) -> Result<Vec<Self>, Failure> {
        let names = duty::query::names(tx, rows.iter().filter_map(|row| row.owner_id)).await?;
        let campaigns = campaign_figures::names(tx, rows.iter().filter_map(|row| row.campaign_id)).await?;
        Ok(rows.into_iter().map(|row| Self::new(row, &names, &campaigns)).collect())
    }

    /// Tells an event with its photos.
    pub async fn whole(tx: &Tx, id: Uuid) -> Result<Self, Failure> {
        let row = publicity::one(tx, id).await?;
        let told = Self::all(tx, vec![row]).await?.pop().ok_or_else(Failure::not_found)?;
        Ok(Self { photos: Some(Photo::all(tx, Of::Publicity(id)).await?), ..told })
    }

    fn new(row: publicity_event::Model, names: &HashMap<Uuid, String>, campaigns: &HashMap<Uuid, String>) -> Self {
        Self {
            id: row.id,
            topic: row.topic,
            detail: row.detail,
            place: row.place,
            grid_id: row.grid_id,
            starts_at: row.starts_at,
            owner: row.owner_id.and_then(|owner| names.get(&owner).cloned()),
            owner_id: row.owner_id,
            campaign: row.campaign_id.and_then(|campaign| campaigns.get(&campaign).cloned()),
            campaign_id: row.campaign_id,
            expected: row.expected,
            stage: word(row.stage),
            held_on: row.held_on,
            reached: row.reached,
            materials: row.materials,
            summary: row.summary,
            revision: row.revision,
            photos: None,
        }
    }
}

/// A publicity event to be planned or changed.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewPublicity {
    #[oai(validator(min_length = 1, max_length = 80))]
    topic: String,
    #[oai(validator(max_length = 2000))]
    detail: Option<String>,
    #[oai(validator(max_length = 80))]
    place: Option<String>,
    grid_id: Option<Uuid>,
    starts_at: DateTime<Utc>,
    /// Who is responsible.
    owner_id: Option<Uuid>,
    /// The campaign that it belongs to.
    campaign_id: Option<Uuid>,
    /// How many people are expected.
    expected: Option<i64>,
    /// The revision that was looked at, where an event is changed.
    pub revision: Option<i64>,
}

impl From<NewPublicity> for publicity::Design {
    fn from(new: NewPublicity) -> Self {
        Self {
            topic: new.topic,
            detail: new.detail.unwrap_or_default(),
            place: new.place.unwrap_or_default(),
            grid: new.grid_id,
            starts_at: new.starts_at,
            owner: new.owner_id,
            campaign: new.campaign_id,
            expected: new.expected.unwrap_or_default(),
        }
    }
}

/// What becomes of a publicity event.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct PublicityDeed {
    /// `hold` or `cancel`.
    #[oai(validator(max_length = 20))]
    pub act: String,
    /// How many people were reached.
    pub reached: Option<i64>,
    /// How many leaflets and the like were handed out.
    pub materials: Option<i64>,
    /// What came of it, or why it is off.
    #[oai(validator(max_length = 2000))]
    pub note: Option<String>,
    pub revision: i64,
}
