//! Whom a campaign is to reach: found by its filter, frozen once, and compared with later.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate};
use sea_orm::{ActiveEnum, ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Whom,
    campaign::{self, Stage},
    campaign_target::{self, Column},
    error::CampaignError,
    figures,
};
use crate::{
    kernel::{Result, Tx},
    ledgers::{ledger, ledger_entry},
    people::{
        Group, Tier, address, building, dwelling, grid, household, person, person_group,
        query::{at, by_ids, living_in, places, today},
        reach::{dwellings_in, ids},
        words,
    },
    visits::rules::walking,
};

/// The most targets of a campaign.
pub const MOST: usize = 50_000;

/// Which of those whom a campaign is for; what is not told does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// In this grid.
    pub grid: Option<Uuid>,
    /// In this building.
    pub building: Option<Uuid>,
    /// Of this tier, as a word; of households somebody.
    pub tier: Option<String>,
    /// Of this group, as a word; of households somebody.
    pub group: Option<String>,
    /// At least so old.
    pub age_from: Option<i32>,
    /// At most so old.
    pub age_to: Option<i32>,
}

/// What is sealed of a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub address: String,
}

/// Who or what a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// A resident.
    Person(Uuid),
    /// A household.
    Household(Uuid),
    /// A dwelling.
    Dwelling(Uuid),
    /// A shop.
    Entry(Uuid),
}

impl Subject {
    /// Its identity.
    pub const fn id(self) -> Uuid {
        match self {
            Self::Person(id) | Self::Household(id) | Self::Dwelling(id) | Self::Entry(id) => id,
        }
    }

    pub(super) fn of(target: &campaign_target::Model) -> Option<Self> {
        let person = target.person_id.map(Self::Person).or(target.household_id.map(Self::Household));
        person.or(target.dwelling_id.map(Self::Dwelling)).or(target.entry_id.map(Self::Entry))
    }
}

/// Somebody or something that the filter means.
#[derive(Debug, Clone)]
pub struct Meant {
    /// Who or what.
    pub subject: Subject,
    /// What it is called, and where it is.
    pub label: Label,
    /// The grid.
    pub grid: Option<Uuid>,
    /// The building.
    pub building: Option<Uuid>,
    way: (String, walking::Place),
}

/// All whom a campaign means now, in walking order.
pub async fn meant(tx: &Tx, whom: Whom, filter: &Filter) -> Result<Vec<Meant>> {
    let mut all = match whom {
        Whom::People => people(tx, filter).await?,
        Whom::Households => households(tx, filter).await?,
        Whom::Dwellings => dwellings(tx, filter).await?,
        Whom::Shops => shops(tx, filter).await?,
    };
    all.sort_by(|left, right| left.way.cmp(&right.way).then(left.subject.cmp(&right.subject)));
    Ok(all)
}

/// What differs between a frozen roster and those whom the filter means now.
#[derive(Debug, Clone, Default)]
pub struct Difference {
    /// They came later.
    pub arrived: Vec<Meant>,
    /// Nobody has to go to them any more, by id and reason; they are not marked yet.
    pub gone: Vec<(Uuid, String)>,
}

/// What differs by now.
pub async fn difference(tx: &Tx, campaign: &campaign::Model) -> Result<Difference> {
    let targets = tx.find::<campaign_target::Entity>().filter(Column::CampaignId.eq(campaign.id)).all(tx.conn()).await?;
    let known: HashSet<Subject> = targets.iter().filter_map(Subject::of).collect();
    let arrived = meant(tx, campaign.whom, &campaign.filter()?).await?.into_iter().filter(|one| !known.contains(&one.subject));
    Ok(Difference { arrived: arrived.collect(), gone: gone(tx, campaign.whom, &targets).await? })
}

/// Writes some onto the roster.
pub(super) async fn put(tx: &Tx, campaign: &campaign::Model, meant: Vec<Meant>, late: bool) -> Result<()> {
    let last = tx.find::<campaign_target::Entity>().filter(Column::CampaignId.eq(campaign.id)).select_only().column(Column::Place);
    let last = last.order_by_desc(Column::Place).into_tuple::<i64>().one(tx.conn()).await?.unwrap_or_default();
    tx.insert_many(rows(tx, campaign.id, meant, last, late)?).await
}

/// The rows of some targets, whose places begin after `last`.
pub(crate) fn rows(tx: &Tx, campaign: Uuid, meant: Vec<Meant>, last: i64, late: bool) -> Result<Vec<campaign_target::ActiveModel>> {
    let mut rows = Vec::with_capacity(meant.len());
    for (place, one) in (last + 1..).zip(meant) {
        let id = tx.new_id();
        let only = |want: fn(Uuid) -> Subject| Set((want(one.subject.id()) == one.subject).then(|| one.subject.id()));
        rows.push(campaign_target::ActiveModel {
            id: Set(id),
            campaign_id: Set(campaign),
            person_id: only(Subject::Person),
            household_id: only(Subject::Household),
            dwelling_id: only(Subject::Dwelling),
            entry_id: only(Subject::Entry),
            grid_id: Set(one.grid),
            building_id: Set(one.building),
            place: Set(place),
            label: Set(tx.seal("campaign_target", "label", id, &serde_json::to_string(&one.label)?)?),
            late: Set(late),
            settled: Set(false),
            contested: Set(false),
            tries: Set(0),
            turn: Set(0),
            ..Default::default()
        });
    }
    Ok(rows)
}

/// Takes onto a running campaign's roster those who came later, as somebody decided, and marks those who are gone.
pub async fn take_in(tx: &Tx, id: Uuid, subjects: &[Uuid]) -> Result<campaign::Model> {
    let campaign = tx.get::<campaign::Entity>(id).await?;
    if campaign.stage != Stage::Running {
        return Err(CampaignError::WrongStage.into());
    }
    let difference = difference(tx, &campaign).await?;
    let chosen: Vec<Meant> = difference.arrived.into_iter().filter(|one| subjects.contains(&one.subject.id())).collect();
    let detail = serde_json::json!({"added": chosen.len(), "gone": difference.gone.len()});
    put(tx, &campaign, chosen, true).await?;
    mark_gone(tx, difference.gone).await?;
    tx.audit("campaigns.take_in", "campaign", id, detail).await?;
    figures::mark(tx).await?;
    Ok(campaign)
}

/// Marks those to whom nobody has to go any more, each with the reason.
pub(super) async fn mark_gone(tx: &Tx, gone: Vec<(Uuid, String)>) -> Result<()> {
    for (id, reason) in gone {
        let row = campaign_target::ActiveModel { id: Set(id), gone: Set(Some(reason)), settled: Set(true), ..Default::default() };
        tx.update(row).await?;
    }
    Ok(())
}

/// What is sealed of a target, in the open.
pub fn label(tx: &Tx, target: &campaign_target::Model) -> Result<Label> {
    Ok(serde_json::from_str(&tx.open("campaign_target", "label", target.id, &target.label)?)?)
}

async fn gone(tx: &Tx, whom: Whom, targets: &[campaign_target::Model]) -> Result<Vec<(Uuid, String)>> {
    let open: Vec<&campaign_target::Model> = targets.iter().filter(|target| !target.settled && target.gone.is_none()).collect();
    let subjects = open.iter().filter_map(|target| Subject::of(target)).map(Subject::id);
    let reasons: HashMap<Uuid, String> = match whom {
        Whom::People => {
            let left = by_ids::<person::Entity>(tx, person::Column::Id, subjects).await?.into_iter();
            let left = left.filter(|row| matches!(row.state, person::State::Dead | person::State::MovedOut));
            left.map(|row| (row.id, row.state.to_value())).collect()
        }
        Whom::Households => {
            let left = by_ids::<household::Entity>(tx, household::Column::Id, subjects).await?.into_iter();
            left.filter(|row| row.state == household::State::Empty).map(|row| (row.id, row.state.to_value())).collect()
        }
        Whom::Dwellings => HashMap::new(),
        Whom::Shops => {
            let left = by_ids::<ledger_entry::Entity>(tx, ledger_entry::Column::Id, subjects).await?.into_iter();
            left.filter(|row| row.ended_on.is_some()).map(|row| (row.id, "ended".to_owned())).collect()
        }
    };
    let reason = |target: &campaign_target::Model| Some((target.id, reasons.get(&Subject::of(target)?.id())?.clone()));
    Ok(open.into_iter().filter_map(reason).collect())
}

fn buildings(tx: &Tx, filter: &Filter) -> Select<building::Entity> {
    let mut buildings = tx.find::<building::Entity>();
    if let Some(grid) = filter.grid {
        buildings = buildings.filter(building::Column::GridId.eq(grid));
    }
    if let Some(building) = filter.building {
        buildings = buildings.filter(building::Column::Id.eq(building));
    }
    buildings
}

async fn living(tx: &Tx, filter: &Filter) -> Result<Vec<person::Model>> {
    use person::{Column, State};
    let mut people = tx.find::<person::Entity>().filter(Column::State.is_in([State::Present, State::Hospital, State::Away]));
    if let Some(tier) = filter.tier.as_deref().and_then(words::read::<Tier>) {
        people = people.filter(Column::Tier.eq(tier));
    }
    if let Some(group) = filter.group.as_deref().and_then(words::read::<Group>) {
        let of = tx.find::<person_group::Entity>().filter(person_group::Column::Code.eq(group));
        people = people.filter(Column::Id.in_subquery(ids(of, person_group::Column::PersonId)));
    }
    let today = today(tx).await?;
    if let Some(age) = filter.age_from {
        people = people.filter(Column::BirthDate.lte(years_before(today, age)));
    }
    if let Some(age) = filter.age_to {
        people = people.filter(Column::BirthDate.gt(years_before(today, age + 1)));
    }
    if filter.grid.is_some() || filter.building.is_some() {
        people = people.filter(living_in(tx, buildings(tx, filter)));
    }
    Ok(people.all(tx.conn()).await?)
}

/// The day so many years before; of the 29th of February the 28th.
fn years_before(day: NaiveDate, years: i32) -> NaiveDate {
    let year = day.year() - years;
    day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28)).unwrap_or(day)
}

async fn people(tx: &Tx, filter: &Filter) -> Result<Vec<Meant>> {
    let people = living(tx, filter).await?;
    let places = places(tx, &people).await?;
    let meant = |row: person::Model| {
        let place = places.get(&row.household_id)?;
        Some(at_door(Subject::Person(row.id), row.name, &place.dwelling, &place.building, &place.grid))
    };
    Ok(people.into_iter().filter_map(meant).collect())
}

async fn households(tx: &Tx, filter: &Filter) -> Result<Vec<Meant>> {
    let homes = living(tx, filter).await?.into_iter().map(|person| person.household_id);
    let homes = by_ids::<household::Entity>(tx, household::Column::Id, homes).await?;
    let places = at(tx, homes.clone()).await?;
    let meant = |row: household::Model| {
        let place = places.get(&row.id)?;
        Some(at_door(Subject::Household(row.id), row.name, &place.dwelling, &place.building, &place.grid))
    };
    Ok(homes.into_iter().filter_map(meant).collect())
}

async fn dwellings(tx: &Tx, filter: &Filter) -> Result<Vec<Meant>> {
    let within = dwellings_in(tx, buildings(tx, filter));
    let doors = tx.find::<dwelling::Entity>().filter(dwelling::Column::Id.in_subquery(within)).all(tx.conn()).await?;
    let around = Around::of(tx).await?;
    let meant = |row: dwelling::Model| {
        let (building, grid) = around.building(row.building_id)?;
        Some(at_door(Subject::Dwelling(row.id), String::new(), &row, building, grid))
    };
    Ok(doors.into_iter().filter_map(meant).collect())
}

async fn shops(tx: &Tx, filter: &Filter) -> Result<Vec<Meant>> {
    use ledger_entry::Column;
    let Some(ledger) = tx.find::<ledger::Entity>().filter(ledger::Column::Code.eq("shops")).one(tx.conn()).await? else {
        return Ok(Vec::new());
    };
    let rows = tx.find::<ledger_entry::Entity>().filter(Column::LedgerId.eq(ledger.id)).filter(Column::EndedOn.is_null());
    let around = Around::of(tx).await?;
    let meant = |row: ledger_entry::Model| {
        let known = row.building_id.and_then(|id| around.building(id));
        let (building, grid) = (known.map(|(building, _)| building), known.map(|(_, grid)| grid.id).or(row.grid_id));
        let fits =
            filter.grid.is_none_or(|wanted| grid == Some(wanted)) && filter.building.is_none_or(|wanted| row.building_id == Some(wanted));
        let code = known.map(|(_, grid)| grid.code.clone()).or_else(|| around.code(row.grid_id?)).unwrap_or_default();
        let name = building.map(|building| building.name.clone()).unwrap_or_default();
        let way = walking::Place {
            building_order: building.map(|building| building.walk_order).unwrap_or_default(),
            building: name.clone(),
            room: row.title.clone(),
            ..Default::default()
        };
        fits.then_some(Meant {
            subject: Subject::Entry(row.id),
            label: Label { name: row.title, address: name },
            grid,
            building: row.building_id,
            way: (code, way),
        })
    };
    Ok(rows.all(tx.conn()).await?.into_iter().filter_map(meant).collect())
}

/// The buildings and grids of the community.
struct Around {
    buildings: HashMap<Uuid, building::Model>,
    grids: HashMap<Uuid, grid::Model>,
}

impl Around {
    async fn of(tx: &Tx) -> Result<Self> {
        let buildings = tx.find::<building::Entity>().all(tx.conn()).await?.into_iter().map(|row| (row.id, row)).collect();
        let grids = tx.find::<grid::Entity>().all(tx.conn()).await?.into_iter().map(|row| (row.id, row)).collect();
        Ok(Self { buildings, grids })
    }

    fn building(&self, id: Uuid) -> Option<(&building::Model, &grid::Model)> {
        let building = self.buildings.get(&id)?;
        Some((building, self.grids.get(&building.grid_id)?))
    }

    fn code(&self, grid: Uuid) -> Option<String> {
        Some(self.grids.get(&grid)?.code.clone())
    }
}

fn at_door(subject: Subject, name: String, door: &dwelling::Model, building: &building::Model, grid: &grid::Model) -> Meant {
    let address = address::written(&building.name, &door.unit, &door.room);
    let place = walking::Place {
        building_order: building.walk_order,
        building: building.name.clone(),
        unit: door.unit.clone(),
        floor: door.floor,
        room: door.room.clone(),
    };
    let name = if name.is_empty() { address.clone() } else { name };
    Meant { subject, label: Label { name, address }, grid: Some(grid.id), building: Some(building.id), way: (grid.code.clone(), place) }
}
