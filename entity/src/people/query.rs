//! Finding residents, and what is shown of them.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Condition, LikeExpr},
};
use uuid::Uuid;

use super::{
    Address, Group, IdNumber, Reach, address, building, dwelling, grid,
    here::Here,
    household, mask, name, person, person_group, phone,
    reach::{dwellings_in, ids},
    text, words,
};
use crate::kernel::{Failure, Owned, Page, PageRequest, Result, Tx};

/// How many ids one query names.
const AT_ONCE: usize = 5_000;
/// The longest search text, in signs.
const LONGEST: usize = 60;

/// Which residents are asked for; what is not told does not narrow.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// A name or a part of it, an address, or a whole identity or phone number.
    pub query: Option<String>,
    /// The grid.
    pub grid: Option<Uuid>,
    /// The building.
    pub building: Option<Uuid>,
    /// The household.
    pub household: Option<Uuid>,
    /// The group, as a word.
    pub group: Option<String>,
    /// The tier, as a word.
    pub tier: Option<String>,
    /// The state, as a word.
    pub state: Option<String>,
}

/// Where somebody lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The door.
    pub dwelling: dwelling::Model,
    /// The building.
    pub building: building::Model,
    /// The grid.
    pub grid: grid::Model,
}

impl Place {
    /// The address as people here write it: 3号楼2单元501.
    pub fn address(&self) -> String {
        address::written(&self.building.name, &self.dwelling.unit, &self.dwelling.room)
    }
}

/// A resident with what belongs to them; sealed fields are masked.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The resident.
    pub person: person::Model,
    /// The groups.
    pub groups: Vec<Group>,
    /// Where they live.
    pub place: Place,
    /// 1201\*\*\*\*\*\*\*\*\*\*1234.
    pub id_number: Option<String>,
    /// 138\*\*\*\*1234.
    pub phone: Option<String>,
}

/// The residents within reach that a filter asks for.
pub async fn list(tx: &Tx, reach: Reach, filter: &Filter, page: &PageRequest) -> Result<Page<Listed>> {
    let limit = page.limit()?;
    let mut people = reach.people(tx).filter(condition(tx, filter).await?);
    if let Some(after) = page.key::<Uuid>()? {
        people = people.filter(person::Column::Id.gt(after));
    }
    let rows = people.order_by_asc(person::Column::Id).limit(limit + 1).all(tx.conn()).await?;
    let page = Page::cut(rows, limit, |row| row.id)?;
    Ok(Page { next: page.next, items: listed(tx, page.items).await? })
}

/// One resident within reach.
pub async fn read(tx: &Tx, reach: Reach, id: Uuid) -> Result<Listed> {
    let person = reach.person(tx, id).await?;
    listed(tx, vec![person]).await?.pop().ok_or_else(Failure::not_found)
}

/// The day it is in the community.
pub async fn today(tx: &Tx) -> Result<NaiveDate> {
    Ok(Here::of(tx).await?.today)
}

/// The resident as they are shown after a change.
pub async fn shown(tx: &Tx, person: person::Model) -> Result<Listed> {
    listed(tx, vec![person]).await?.pop().ok_or_else(Failure::not_found)
}

async fn condition(tx: &Tx, filter: &Filter) -> Result<Condition> {
    fn word<E: sea_orm::ActiveEnum<Value = String>>(field: &str, word: &Option<String>) -> Result<Option<E>> {
        let unknown = || Failure::invalid_field(field, "kernel.word_unknown");
        word.as_deref().map(|word| words::read(word).ok_or_else(unknown)).transpose()
    }
    let mut all = Condition::all();
    if let Some(tier) = word::<super::Tier>("tier", &filter.tier)? {
        all = all.add(person::Column::Tier.eq(tier));
    }
    if let Some(state) = word::<person::State>("state", &filter.state)? {
        all = all.add(person::Column::State.eq(state));
    }
    if let Some(group) = word::<Group>("group", &filter.group)? {
        let members = tx.find::<person_group::Entity>().filter(person_group::Column::Code.eq(group));
        all = all.add(person::Column::Id.in_subquery(ids(members, person_group::Column::PersonId)));
    }
    if let Some(household) = filter.household {
        all = all.add(person::Column::HouseholdId.eq(household));
    }
    if let Some(building) = filter.building {
        all = all.add(living_in(tx, tx.find::<building::Entity>().filter(building::Column::Id.eq(building))));
    }
    if let Some(grid) = filter.grid {
        all = all.add(living_in(tx, tx.find::<building::Entity>().filter(building::Column::GridId.eq(grid))));
    }
    if let Some(query) = filter.query.as_deref().filter(|query| !query.trim().is_empty()) {
        all = all.add(search(tx, query).await?);
    }
    Ok(all)
}

pub(crate) fn living_in(tx: &Tx, buildings: sea_orm::Select<building::Entity>) -> sea_orm::sea_query::SimpleExpr {
    let households = tx.find::<household::Entity>().filter(household::Column::DwellingId.in_subquery(dwellings_in(tx, buildings)));
    person::Column::HouseholdId.in_subquery(ids(households, household::Column::Id))
}

/// What a text in the search box means: a whole number is found through its blind index, an address through its door, anything else is
/// a part of a name or of a building's.
async fn search(tx: &Tx, query: &str) -> Result<Condition> {
    if query.chars().count() > LONGEST {
        return Err(Failure::invalid_field("query", "people.search_too_long"));
    }
    let squeezed = text::squeezed(query);
    if let Ok(number) = IdNumber::parse(&squeezed, today(tx).await?) {
        return Ok(Condition::all().add(person::Column::IdNumberIndex.eq(tx.blind("id_number", number.as_str())?)));
    }
    if let Some(number) = phone::normalised(&squeezed) {
        return Ok(Condition::all().add(person::Column::PhoneIndex.eq(tx.blind("phone", &number)?)));
    }
    let mut any = Condition::any().add(person::Column::Search.like(containing(&name::searchable(&squeezed))));
    if let Some(at) = Address::parse(&squeezed) {
        let buildings = tx.find::<building::Entity>().filter(building::Column::Name.eq(at.building_name()));
        let doors = tx
            .find::<dwelling::Entity>()
            .filter(dwelling::Column::BuildingId.in_subquery(ids(buildings, building::Column::Id)))
            .filter(dwelling::Column::Unit.eq(&at.unit))
            .filter(dwelling::Column::Room.eq(&at.room));
        let homes = tx.find::<household::Entity>().filter(household::Column::DwellingId.in_subquery(ids(doors, dwelling::Column::Id)));
        return Ok(any.add(person::Column::HouseholdId.in_subquery(ids(homes, household::Column::Id))));
    }
    if squeezed.chars().any(|sign| sign.is_ascii_digit() || sign == '楼') {
        any = any.add(living_in(tx, tx.find::<building::Entity>().filter(building::Column::Name.like(containing(&squeezed)))));
    }
    Ok(any)
}

/// A pattern for texts that contain `part`, whatever signs it has.
fn containing(part: &str) -> LikeExpr {
    let escaped = part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}

/// These residents with what belongs to them, in a fixed number of queries.
pub(crate) async fn listed(tx: &Tx, people: Vec<person::Model>) -> Result<Vec<Listed>> {
    let places = places(tx, &people).await?;
    let mut groups: HashMap<Uuid, Vec<Group>> = HashMap::new();
    for row in by_ids::<person_group::Entity>(tx, person_group::Column::PersonId, people.iter().map(|person| person.id)).await? {
        groups.entry(row.person_id).or_default().push(row.code);
    }
    let open = |column: &str, id: Uuid, sealed: &Option<Vec<u8>>, mask: fn(&str) -> String| {
        sealed.as_deref().map(|sealed| tx.open("person", column, id, sealed).map(|text| mask(&text))).transpose()
    };
    let one = |person: person::Model| {
        let mut groups = groups.remove(&person.id).unwrap_or_default();
        groups.sort();
        Ok(Listed {
            groups,
            place: places.get(&person.household_id).cloned().ok_or_else(|| Failure::internal("a household without a place"))?,
            id_number: open("id_number", person.id, &person.id_number, mask::id_number)?,
            phone: open("phone", person.id, &person.phone, mask::phone)?,
            person,
        })
    };
    people.into_iter().map(one).collect()
}

/// Where these people live, by household.
pub(crate) async fn places(tx: &Tx, people: &[person::Model]) -> Result<HashMap<Uuid, Place>> {
    let households = by_ids::<household::Entity>(tx, household::Column::Id, people.iter().map(|person| person.household_id)).await?;
    at(tx, households).await
}

/// Where these households live.
pub async fn at(tx: &Tx, households: Vec<household::Model>) -> Result<HashMap<Uuid, Place>> {
    fn indexed<M>(rows: Vec<M>, id: impl Fn(&M) -> Uuid) -> HashMap<Uuid, M> {
        rows.into_iter().map(|row| (id(&row), row)).collect()
    }
    let doors = by_ids::<dwelling::Entity>(tx, dwelling::Column::Id, households.iter().map(|row| row.dwelling_id)).await?;
    let doors = indexed(doors, |row| row.id);
    let buildings = by_ids::<building::Entity>(tx, building::Column::Id, doors.values().map(|row| row.building_id)).await?;
    let buildings = indexed(buildings, |row| row.id);
    let grids = by_ids::<grid::Entity>(tx, grid::Column::Id, buildings.values().map(|row| row.grid_id)).await?;
    let grids = indexed(grids, |row| row.id);
    let place = |row: &household::Model| {
        let dwelling = doors.get(&row.dwelling_id)?.clone();
        let building = buildings.get(&dwelling.building_id)?.clone();
        let grid = grids.get(&building.grid_id)?.clone();
        Some((row.id, Place { dwelling, building, grid }))
    };
    Ok(households.iter().filter_map(place).collect())
}

/// The rows of `E` whose `column` is one of these ids.
pub(crate) async fn by_ids<E: Owned>(tx: &Tx, column: E::Column, ids: impl IntoIterator<Item = Uuid>) -> Result<Vec<E::Model>> {
    let ids: Vec<Uuid> = ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut rows = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        rows.extend(tx.find::<E>().filter(column.is_in(some.iter().copied())).all(tx.conn()).await?);
    }
    Ok(rows)
}
