//! People as visits see them: where they live, in whose grid, what groups they belong to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use sea_orm::{ActiveEnum, ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::rules::walking::Place;
use crate::{
    kernel::{Owned, Result, Tx},
    people::{building, dwelling, grid, household, person, person_group},
    tenancy::membership,
};

/// How many ids one query names.
const AT_ONCE: usize = 5_000;

/// A person, and where and in whose care they are.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The person.
    pub person: person::Model,
    /// The groups, as words.
    pub groups: Vec<String>,
    /// Where they live, as one walks.
    pub place: Place,
    /// The grid that they live in.
    pub grid: Option<grid::Model>,
}

impl Listed {
    /// The tier as one word.
    pub fn tier(&self) -> String {
        self.person.tier.to_value()
    }

    /// The age on `day`.
    pub fn age(&self, day: NaiveDate) -> Option<i32> {
        let born = self.person.birth_date?;
        let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
        Some(day.year() - born.year() - i32::from(!had_birthday))
    }

    /// The address in one line.
    pub fn address(&self) -> String {
        format!("{}{}", self.place.building, self.door().replace(' ', ""))
    }

    /// The address within the building.
    pub fn door(&self) -> String {
        let unit = match self.place.unit.as_str() {
            "" => String::new(),
            unit if unit.ends_with(|last: char| last.is_ascii_alphanumeric()) => format!("{unit}单元 "),
            unit => format!("{unit} "),
        };
        format!("{unit}{}", self.place.room)
    }

    /// The worker of the grid.
    pub fn worker(&self) -> Option<Uuid> {
        self.grid.as_ref()?.worker_id
    }
}

/// The rows of `E` with these ids.
pub(super) async fn by_ids<E: Owned>(tx: &Tx, column: E::Column, ids: Vec<Uuid>) -> Result<Vec<E::Model>> {
    let ids: Vec<Uuid> = ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut rows = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        rows.extend(tx.find::<E>().filter(column.is_in(some.iter().copied())).all(tx.conn()).await?);
    }
    Ok(rows)
}

/// These people with all that belongs to them.
pub async fn listed(tx: &Tx, people: Vec<person::Model>) -> Result<Vec<Listed>> {
    let homes = Homes::of(tx, &people).await?;
    let mut groups: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in by_ids::<person_group::Entity>(tx, person_group::Column::PersonId, people.iter().map(|person| person.id).collect()).await? {
        groups.entry(row.person_id).or_default().push(row.code.to_value());
    }
    let list = people.into_iter().map(|person| {
        let (place, grid) = homes.of_household(person.household_id);
        let mut groups = groups.remove(&person.id).unwrap_or_default();
        groups.sort();
        Listed { groups, place, grid, person }
    });
    Ok(list.collect())
}

/// The people `ids` with all that belongs to them, by id.
pub async fn by_person(tx: &Tx, ids: Vec<Uuid>) -> Result<HashMap<Uuid, Listed>> {
    let people = by_ids::<person::Entity>(tx, person::Column::Id, ids).await?;
    Ok(listed(tx, people).await?.into_iter().map(|listed| (listed.person.id, listed)).collect())
}

/// What members are called.
pub(super) async fn member_names(tx: &Tx, ids: Vec<Uuid>) -> Result<BTreeMap<Uuid, String>> {
    let members = by_ids::<membership::Entity>(tx, membership::Column::Id, ids).await?;
    Ok(members.into_iter().map(|member| (member.id, member.name)).collect())
}

/// Where households live.
struct Homes {
    households: HashMap<Uuid, Uuid>,
    dwellings: HashMap<Uuid, dwelling::Model>,
    buildings: BTreeMap<Uuid, building::Model>,
    grids: BTreeMap<Uuid, grid::Model>,
}

impl Homes {
    async fn of(tx: &Tx, people: &[person::Model]) -> Result<Self> {
        let households =
            by_ids::<household::Entity>(tx, household::Column::Id, people.iter().map(|person| person.household_id).collect()).await?;
        let dwellings =
            by_ids::<dwelling::Entity>(tx, dwelling::Column::Id, households.iter().map(|home| home.dwelling_id).collect()).await?;
        let buildings = tx.find::<building::Entity>().all(tx.conn()).await?;
        let grids = tx.find::<grid::Entity>().all(tx.conn()).await?;
        Ok(Self {
            households: households.into_iter().map(|home| (home.id, home.dwelling_id)).collect(),
            dwellings: dwellings.into_iter().map(|dwelling| (dwelling.id, dwelling)).collect(),
            buildings: buildings.into_iter().map(|building| (building.id, building)).collect(),
            grids: grids.into_iter().map(|grid| (grid.id, grid)).collect(),
        })
    }

    fn of_household(&self, household: Uuid) -> (Place, Option<grid::Model>) {
        let dwelling = self.households.get(&household).and_then(|id| self.dwellings.get(id));
        let building = dwelling.and_then(|dwelling| self.buildings.get(&dwelling.building_id));
        let (Some(dwelling), Some(building)) = (dwelling, building) else { return (Place::default(), None) };
        let place = Place {
            building_order: building.walk_order,
            building: building.name.clone(),
            unit: dwelling.unit.clone(),
            floor: dwelling.floor,
            room: dwelling.room.clone(),
        };
        (place, self.grids.get(&building.grid_id).cloned())
    }
}
