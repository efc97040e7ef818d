//! Campaigns, rosters and shifts, as they travel.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use mulin_entity::{
    campaigns::{campaign, campaign_shift, roster, service, shifts},
    kernel::{Failure, Tx},
    people::words::{self, word},
    tenancy::members,
};
use poem_openapi::Object;
use uuid::Uuid;

use crate::outreach::{AskedQuestion, known, read_questions};

/// Campaigns.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CampaignPage {
    pub items: Vec<Campaign>,
    pub next: Option<String>,
}

/// Which of those whom a campaign is for; what is left out does not narrow.
#[derive(Object)]
#[oai(skip_serializing_if_is_none, deny_unknown_fields)]
pub struct CampaignFilter {
    grid_id: Option<Uuid>,
    building_id: Option<Uuid>,
    /// `red`, `yellow`, `green` or `none`.
    #[oai(validator(max_length = 20))]
    tier: Option<String>,
    /// The group, as a word.
    #[oai(validator(max_length = 40))]
    group: Option<String>,
    age_from: Option<i32>,
    age_to: Option<i32>,
}

impl From<roster::Filter> for CampaignFilter {
    fn from(filter: roster::Filter) -> Self {
        let roster::Filter { grid, building, tier, group, age_from, age_to } = filter;
        Self { grid_id: grid, building_id: building, tier, group, age_from, age_to }
    }
}

impl From<CampaignFilter> for roster::Filter {
    fn from(filter: CampaignFilter) -> Self {
        let CampaignFilter { grid_id, building_id, tier, group, age_from, age_to } = filter;
        Self { grid: grid_id, building: building_id, tier, group, age_from, age_to }
    }
}

/// A campaign.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct Campaign {
    id: Uuid,
    title: String,
    /// `screening`, `flood`, `census`, `gas` or `other`.
    cause: String,
    detail: String,
    /// `people`, `households`, `dwellings` or `shops`.
    whom: String,
    filter: CampaignFilter,
    questions: Vec<AskedQuestion>,
    /// `planned`, `running`, `closed` or `dropped`.
    stage: String,
    lead_id: Option<Uuid>,
    lead: Option<String>,
    starts_on: NaiveDate,
    due_on: NaiveDate,
    frozen_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    revision: i64,
    /// Whether the street calls for it: then whom it is for and what is asked stays as it is.
    called: bool,
}

impl Campaign {
    /// Tells campaigns.
    pub async fn all(tx: &Tx, rows: Vec<campaign::Model>) -> Result<Vec<Self>, Failure> {
        let names = members::names(tx).await?;
        rows.into_iter().map(|row| Self::new(&names, row)).collect()
    }

    /// Tells one campaign.
    pub async fn one(tx: &Tx, row: campaign::Model) -> Result<Self, Failure> {
        Self::new(&members::names(tx).await?, row)
    }

    fn new(names: &HashMap<Uuid, String>, row: campaign::Model) -> Result<Self, Failure> {
        Ok(Self {
            filter: row.filter()?.into(),
            questions: row.questions()?.0.into_iter().map(AskedQuestion::from).collect(),
            id: row.id,
            title: row.title,
            cause: word(row.cause),
            detail: row.detail,
            whom: word(row.whom),
            stage: word(row.stage),
            lead: row.lead_id.and_then(|id| names.get(&id).cloned()),
            lead_id: row.lead_id,
            starts_on: row.starts_on,
            due_on: row.due_on,
            frozen_at: row.frozen_at,
            closed_at: row.closed_at,
            revision: row.revision,
            called: row.call_id.is_some(),
        })
    }
}

/// A campaign to be planned.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewCampaign {
    #[oai(validator(min_length = 1, max_length = 60))]
    title: String,
    /// `screening`, `flood`, `census`, `gas` or `other`.
    #[oai(validator(max_length = 20))]
    cause: String,
    /// What whoever goes has to know.
    #[oai(validator(max_length = 2000))]
    detail: Option<String>,
    /// `people`, `households`, `dwellings` or `shops`; it stays once the roster is frozen.
    #[oai(validator(max_length = 20))]
    whom: String,
    filter: CampaignFilter,
    /// What is asked at each door, ten at most.
    #[oai(validator(max_items = 10))]
    questions: Option<Vec<AskedQuestion>>,
    lead_id: Option<Uuid>,
    starts_on: NaiveDate,
    due_on: NaiveDate,
    /// The revision that was looked at, where a campaign is changed.
    pub revision: Option<i64>,
}

impl NewCampaign {
    /// What is decided, if its words are known.
    pub fn read(self) -> Result<service::Design, Failure> {
        Ok(service::Design {
            title: self.title,
            cause: known(words::read(&self.cause), "cause")?,
            detail: self.detail.unwrap_or_default(),
            whom: known(words::read(&self.whom), "whom")?,
            filter: self.filter.into(),
            questions: read_questions(self.questions.unwrap_or_default())?,
            lead: self.lead_id,
            starts_on: self.starts_on,
            due_on: self.due_on,
        })
    }
}

/// What is done with a campaign.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct CampaignDeed {
    /// `start` freezes the roster; `close`, `reopen`, or `drop` before it began.
    #[oai(validator(max_length = 20))]
    pub act: String,
    pub revision: i64,
}

/// Somebody who is meant and not on the roster.
#[derive(Object)]
pub struct CampaignArrival {
    id: Uuid,
    name: String,
    address: String,
}

/// Whom a campaign means now: before its roster is frozen, how many; afterwards what differs from it.
#[derive(Object)]
pub struct CampaignRoster {
    /// How many would come onto the roster.
    count: i64,
    /// The first of them, in walking order.
    arrived: Vec<CampaignArrival>,
    /// How many of the roster are gone and not marked yet.
    gone: i64,
}

/// So many are named.
const NAMED: usize = 100;

impl CampaignRoster {
    /// Tells a difference.
    pub fn new(difference: roster::Difference) -> Self {
        let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        Self {
            count: count(difference.arrived.len()),
            gone: count(difference.gone.len()),
            arrived: difference
                .arrived
                .into_iter()
                .take(NAMED)
                .map(|one| CampaignArrival { id: one.subject.id(), name: one.label.name, address: one.label.address })
                .collect(),
        }
    }
}

/// Who of those that came later is taken onto the roster; those who are gone are marked.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct CampaignIntake {
    #[oai(validator(max_items = 100))]
    pub subjects: Vec<Uuid>,
}

/// A shift.
#[derive(Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CampaignShift {
    id: Uuid,
    member_id: Uuid,
    member: String,
    /// `party`, `social` or `volunteer`.
    force: String,
    grid_id: Option<Uuid>,
    building_id: Option<Uuid>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl CampaignShift {
    /// Tells shifts.
    pub async fn all(tx: &Tx, rows: Vec<campaign_shift::Model>) -> Result<Vec<Self>, Failure> {
        let names = members::names(tx).await?;
        let tell = |row: campaign_shift::Model| Self {
            id: row.id,
            member: names.get(&row.member_id).cloned().unwrap_or_default(),
            member_id: row.member_id,
            force: word(row.force),
            grid_id: row.grid_id,
            building_id: row.building_id,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
        };
        Ok(rows.into_iter().map(tell).collect())
    }
}

/// A shift to be assigned.
#[derive(Object)]
#[oai(deny_unknown_fields)]
pub struct NewCampaignShift {
    member_id: Uuid,
    /// `party`, `social` or `volunteer`.
    #[oai(validator(max_length = 20))]
    force: String,
    grid_id: Option<Uuid>,
    /// Narrower than a grid.
    building_id: Option<Uuid>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl NewCampaignShift {
    /// What is planned, if its words are known.
    pub fn read(self) -> Result<shifts::Plan, Failure> {
        Ok(shifts::Plan {
            member: self.member_id,
            force: known(words::read(&self.force), "force")?,
            grid: self.grid_id,
            building: self.building_id,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
        })
    }
}
