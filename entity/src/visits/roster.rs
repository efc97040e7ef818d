//! People as visits see them: where they live, in whose grid, what groups they belong to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use sea_orm::{ActiveEnum, ColumnTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use super::rules::walking::Place;
use crate::{
    kernel::{Owned, Result, Tx, owned::refers},
    people::{building, dwelling, grid, household, person, person_group},
    tenancy::membership,
};

/// How many ids one query names.
pub(super) const AT_ONCE: usize = 5_000;

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

/// These ids, each once.
pub(super) fn distinct(ids: impl IntoIterator<Item = Uuid>) -> Vec<Uuid> {
    ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// The rows of `E` with these ids.
pub(super) async fn by_ids<E: Owned>(tx: &Tx, column: E::Column, ids: Vec<Uuid>) -> Result<Vec<E::Model>> {
    let mut rows = Vec::new();
    for some in distinct(ids).chunks(AT_ONCE) {
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
    homes: HashMap<Uuid, Home>,
    grids: BTreeMap<Uuid, grid::Model>,
}

/// A household's dwelling and building.
#[derive(FromQueryResult)]
struct Home {
    household: Uuid,
    grid_id: Uuid,
    building_order: i64,
    building: String,
    unit: String,
    floor: i64,
    room: String,
}

impl Homes {
    async fn of(tx: &Tx, people: &[person::Model]) -> Result<Self> {
        let mut homes = HashMap::new();
        for some in distinct(people.iter().map(|person| person.household_id)).chunks(AT_ONCE) {
            let found =
                Home::select(tx).filter(household::Column::Id.is_in(some.iter().copied())).into_model::<Home>().all(tx.conn()).await?;
            homes.extend(found.into_iter().map(|home| (home.household, home)));
        }
        let grids = tx.find::<grid::Entity>().all(tx.conn()).await?;
        Ok(Self { homes, grids: grids.into_iter().map(|grid| (grid.id, grid)).collect() })
    }

    fn of_household(&self, household: Uuid) -> (Place, Option<grid::Model>) {
        let Some(home) = self.homes.get(&household) else { return (Place::default(), None) };
        let place = Place {
            building_order: home.building_order,
            building: home.building.clone(),
            unit: home.unit.clone(),
            floor: home.floor,
            room: home.room.clone(),
        };
        (place, self.grids.get(&home.grid_id).cloned())
    }
}

impl Home {
    fn select(tx: &Tx) -> Select<household::Entity> {
        tx.find::<household::Entity>()
            .join(JoinType::InnerJoin, refers::<household::Entity, dwelling::Entity>(household::Column::DwellingId))
            .join(JoinType::InnerJoin, refers::<dwelling::Entity, building::Entity>(dwelling::Column::BuildingId))
            .select_only()
            .column_as(household::Column::Id, "household")
            .column(building::Column::GridId)
            .column_as(building::Column::WalkOrder, "building_order")
            .column_as(building::Column::Name, "building")
            .columns([dwelling::Column::Unit, dwelling::Column::Floor, dwelling::Column::Room])
    }
}
