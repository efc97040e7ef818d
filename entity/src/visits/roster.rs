//! People as visits see them: where they live, in whose grid, what groups they belong to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use sea_orm::{ActiveEnum, ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use super::rules::walking::Place;
use crate::{
    kernel::{Owned, Result, Tx, owned::refers},
    people::{Tier, building, dwelling, grid, household, person, person_group},
    tenancy::membership,
};

/// How many ids one query names.
pub(super) const AT_ONCE: usize = 5_000;

/// As much of a person as visits are about.
#[derive(Debug, Clone)]
pub struct Person {
    /// The row.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The birth date in the solar calendar.
    pub birth_date: Option<NaiveDate>,
    /// The phone number, sealed.
    pub phone: Option<Vec<u8>>,
    /// The risk tier.
    pub tier: Tier,
    /// Where they are.
    pub state: person::State,
    /// Until which day nobody is reminded of them.
    pub muted_until: Option<NaiveDate>,
}

impl From<person::Model> for Person {
    fn from(row: person::Model) -> Self {
        let person::Model { id, name, birth_date, phone, tier, state, muted_until, .. } = row;
        Self { id, name, birth_date, phone, tier, state, muted_until }
    }
}

/// As much of a grid as visits are about.
#[derive(Debug, Clone)]
pub struct Grid {
    /// The row.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The membership of its worker.
    pub worker_id: Option<Uuid>,
}

/// A person, and where and in whose care they are.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The person.
    pub person: Person,
    /// The groups, as words.
    pub groups: Vec<String>,
    /// Where they live, as one walks.
    pub place: Place,
    /// The grid that they live in.
    pub grid: Option<Grid>,
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
        Listed { groups, place, grid, person: person.into() }
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
struct Homes(HashMap<Uuid, Home>);

/// A household's dwelling, building and grid.
#[derive(FromQueryResult)]
pub(super) struct Home {
    household_id: Uuid,
    home_grid: Uuid,
    home_grid_name: String,
    home_worker: Option<Uuid>,
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
            let households = tx.find::<household::Entity>().filter(household::Column::Id.is_in(some.iter().copied()));
            let found = Home::columns(Home::joined(households.select_only())).into_model::<Home>().all(tx.conn()).await?;
            homes.extend(found.into_iter().map(|home| (home.household_id, home)));
        }
        Ok(Self(homes))
    }

    fn of_household(&self, household: Uuid) -> (Place, Option<Grid>) {
        self.0.get(&household).map_or_else(Default::default, Home::told)
    }
}

impl Home {
    /// From the household to where it is; there is always one of each.
    pub(super) fn joined<E: EntityTrait>(select: Select<E>) -> Select<E> {
        select
            .join(JoinType::InnerJoin, refers::<household::Entity, dwelling::Entity>(household::Column::DwellingId))
            .join(JoinType::InnerJoin, refers::<dwelling::Entity, building::Entity>(dwelling::Column::BuildingId))
            .join(JoinType::InnerJoin, refers::<building::Entity, grid::Entity>(building::Column::GridId))
    }

    pub(super) fn columns<E: EntityTrait>(select: Select<E>) -> Select<E> {
        select
            .column_as(household::Column::Id, "household_id")
            .column_as(grid::Column::Id, "home_grid")
            .column_as(grid::Column::Name, "home_grid_name")
            .column_as(grid::Column::WorkerId, "home_worker")
            .column_as(building::Column::WalkOrder, "building_order")
            .column_as(building::Column::Name, "building")
            .columns([dwelling::Column::Unit, dwelling::Column::Floor, dwelling::Column::Room])
    }

    pub(super) fn told(&self) -> (Place, Option<Grid>) {
        let Self { building_order, floor, home_grid, home_worker, .. } = *self;
        let (building, unit, room) = (self.building.clone(), self.unit.clone(), self.room.clone());
        let grid = Grid { id: home_grid, name: self.home_grid_name.clone(), worker_id: home_worker };
        (Place { building_order, building, unit, floor, room }, Some(grid))
    }
}
