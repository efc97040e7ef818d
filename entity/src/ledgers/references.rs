//! Values that name another row of the community: how a text finds it, and how it is shown.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, sea_query::Condition};
use uuid::Uuid;

use super::{
    definition::{Definition, Kind},
    value::Values,
};
use crate::{
    kernel::{Failure, Result, Tx},
    people::{IdNumber, Reach, address, building, dwelling, grid, name, person, places, query, text},
};

/// What a text names, or the code of why it names nothing.
pub(super) type Found = std::result::Result<Uuid, &'static str>;

/// The row within reach that `told` names: by its identity, or as people write it.
pub(super) async fn find(tx: &Tx, reach: Reach, kind: Kind, told: &str) -> Result<Found> {
    let id = told.parse::<Uuid>().ok();
    let found = match (kind, id) {
        (Kind::Dwelling, Some(id)) => reach.dwelling(tx, id).await.map(|door| door.id),
        (Kind::Dwelling, None) => places::door_at(tx, reach, told).await.map(|door| door.id),
        (Kind::Building, _) => {
            let which = id.map_or_else(|| building::Column::Name.eq(text::squeezed(told)), |id| building::Column::Id.eq(id));
            one(reach.buildings(tx).filter(which).all(tx.conn()).await?, |row| row.id)
        }
        (Kind::Grid, _) => {
            let named = || Condition::any().add(grid::Column::Name.eq(text::tidy(told))).add(grid::Column::Code.eq(text::squeezed(told)));
            let which = id.map_or_else(named, |id| Condition::all().add(grid::Column::Id.eq(id)));
            one(reach.grids(tx).filter(which).all(tx.conn()).await?, |row| row.id)
        }
        (Kind::Person, Some(id)) => reach.person(tx, id).await.map(|person| person.id),
        (Kind::Person, None) => person_named(tx, reach, told).await,
        _ => Err(Failure::not_found()),
    };
    match found {
        Ok(id) => Ok(Ok(id)),
        Err(failure) if failure.kind().status() < 500 => Ok(Err(match failure.fields().first() {
            Some(fault) => fault.code,
            None => "ledgers.not_here",
        })),
        Err(failure) => Err(failure),
    }
}

fn one<M>(rows: Vec<M>, id: impl Fn(&M) -> Uuid) -> Result<Uuid> {
    match &rows[..] {
        [row] => Ok(id(row)),
        _ => Err(Failure::not_found()),
    }
}

/// By the identity number, else by a name that only one of them has.
async fn person_named(tx: &Tx, reach: Reach, told: &str) -> Result<Uuid> {
    let people = match IdNumber::parse(told, query::today(tx).await?) {
        Ok(number) => reach.people(tx).filter(person::Column::IdNumberIndex.eq(tx.blind("id_number", number.as_str())?)),
        Err(_) => reach.people(tx).filter(person::Column::Search.eq(name::searchable(told))),
    };
    match &people.limit(2).all(tx.conn()).await?[..] {
        [] => Err(Failure::not_found()),
        [person] => Ok(person.id),
        _ => Err(Failure::invalid_field("person", "ledgers.person_unclear")),
    }
}

/// What the references among these values are called.
pub(super) async fn labels<'a>(tx: &Tx, definition: &Definition, rows: impl Iterator<Item = &'a Values>) -> Result<HashMap<Uuid, String>> {
    let mut wanted: HashMap<Kind, Vec<Uuid>> = HashMap::new();
    for values in rows {
        for column in definition.columns.iter().filter(|column| column.kind.is_reference()) {
            let id: Option<Uuid> = values.get(&column.code).and_then(|value| value.parse().ok());
            wanted.entry(column.kind).or_default().extend(id);
        }
    }
    let mut of = |kind| wanted.remove(&kind).unwrap_or_default();
    let mut labels = HashMap::new();
    let people = query::by_ids::<person::Entity>(tx, person::Column::Id, of(Kind::Person)).await?;
    labels.extend(people.into_iter().map(|row| (row.id, row.name)));
    let grids = query::by_ids::<grid::Entity>(tx, grid::Column::Id, of(Kind::Grid)).await?;
    labels.extend(grids.into_iter().map(|row| (row.id, row.name)));
    let doors = query::by_ids::<dwelling::Entity>(tx, dwelling::Column::Id, of(Kind::Dwelling)).await?;
    let around = doors.iter().map(|door| door.building_id).chain(of(Kind::Building));
    let buildings = query::by_ids::<building::Entity>(tx, building::Column::Id, around).await?;
    labels.extend(buildings.into_iter().map(|row| (row.id, row.name)));
    for door in doors {
        let building = labels.get(&door.building_id).cloned().unwrap_or_default();
        labels.insert(door.id, address::written(&building, &door.unit, &door.room));
    }
    Ok(labels)
}

/// Where a row is: by its door, else its building, else its grid, else where its resident lives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub building: Option<Uuid>,
    pub grid: Option<Uuid>,
    pub person: Option<Uuid>,
}

impl Place {
    /// Where a row with these values is.
    pub(super) async fn of(tx: &Tx, definition: &Definition, values: &Values) -> Result<Self> {
        let first = |kind: Kind| {
            let columns = definition.asked().filter(move |column| column.kind == kind);
            columns.filter_map(|column| values.get(&column.code)?.parse::<Uuid>().ok()).next()
        };
        let mut place = Self::default();
        if let Some(door) = first(Kind::Dwelling) {
            place.building = Some(tx.get::<dwelling::Entity>(door).await?.building_id);
        } else if let Some(building) = first(Kind::Building) {
            place.building = Some(building);
        } else if let Some(grid) = first(Kind::Grid) {
            place.grid = Some(grid);
        } else {
            place.person = first(Kind::Person);
        }
        Ok(place)
    }

    /// Whether it is known at all.
    pub(super) fn is_known(self) -> bool {
        self != Self::default()
    }
}

/// Any one grid within reach.
pub(super) async fn any_grid(tx: &Tx, reach: Reach) -> Result<Option<Uuid>> {
    Ok(reach.grids(tx).select_only().column(grid::Column::Id).into_tuple().one(tx.conn()).await?)
}

/// Who works in the grid of each of these rows: the rows' places, and behind them the grids' workers.
pub(super) async fn workers(tx: &Tx, places: &[Place]) -> Result<Vec<Option<Uuid>>> {
    let homes = query::by_ids::<person::Entity>(tx, person::Column::Id, places.iter().filter_map(|place| place.person)).await?;
    let at_home = query::places(tx, &homes).await?;
    let home: HashMap<Uuid, Uuid> =
        homes.iter().filter_map(|person| Some((person.id, at_home.get(&person.household_id)?.grid.id))).collect();
    let buildings = query::by_ids::<building::Entity>(tx, building::Column::Id, places.iter().filter_map(|place| place.building)).await?;
    let around: HashMap<Uuid, Uuid> = buildings.into_iter().map(|row| (row.id, row.grid_id)).collect();
    let worker: HashMap<Uuid, Option<Uuid>> =
        tx.find::<grid::Entity>().all(tx.conn()).await?.into_iter().map(|row| (row.id, row.worker_id)).collect();
    let grid = |place: &Place| {
        let by_building = place.building.and_then(|id| around.get(&id).copied());
        by_building.or(place.grid).or_else(|| place.person.and_then(|id| home.get(&id).copied()))
    };
    Ok(places.iter().map(|place| grid(place).and_then(|id| worker.get(&id).copied().flatten())).collect())
}
