//! A row for each dwelling, also one in which nobody lives.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    Gathered, Period, chooses_people, chosen_households, doors,
    inhabitants::{Inhabitants, grouped, named},
    of_place, row,
};
use crate::{
    forms::{
        layout::{By, Column, Fact, Layout, Side},
        tables::size,
    },
    kernel::{Result, Tx},
    people::{building, dwelling, grid, household, person, query::Place, reach::ids, words::word},
};

pub(super) async fn gather(tx: &Tx, layout: Layout, (_, to): Period) -> Result<Gathered> {
    let mut wanted = doors(tx, &layout).order_by_asc(dwelling::Column::Id);
    if chooses_people(&layout) {
        let homes = chosen_households(tx, &layout, to);
        wanted = wanted.filter(dwelling::Column::Id.in_subquery(ids(homes, household::Column::DwellingId)));
    }
    let mut places = placed(tx, wanted.all(tx.conn()).await?).await?;
    places.sort_by_cached_key(|place| (place.building.walk_order, place.dwelling.walk_order, place.dwelling.id));
    let inhabitants = Inhabitants::of(tx, to).await?;
    let active = tx.find::<household::Entity>().filter(household::Column::State.eq(household::State::Active));
    let homes = grouped(active.order_by_asc(household::Column::Id).all(tx.conn()).await?, |home| home.dwelling_id);
    let one = |(at, place): (usize, Place)| {
        let here = homes.get(&place.dwelling.id).map(Vec::as_slice).unwrap_or_default();
        let people: Vec<&person::Model> = here.iter().flat_map(|home| inhabitants.at(home.id)).collect();
        let fact = |column: &Column| {
            Ok(match column.fact {
                Fact::Head => here.iter().map(|home| home.name.as_str()).collect::<Vec<_>>().join("、"),
                Fact::Households => here.len().to_string(),
                Fact::Members | Fact::Names | Fact::Elders | Fact::Children => inhabitants.together(&people, column.fact),
                fact => of_place(&place, fact),
            })
        };
        let head = |side: &Side| match side.by {
            By::Grid => vec![place.grid.name.clone()],
            By::Tenancy => vec![word(place.dwelling.kind)],
            By::Size => vec![size(people.len())],
            _ => Vec::new(),
        };
        row(&layout, at + 1, (place.dwelling.id, named(people.iter().copied())), fact, head)
    };
    let known = places.into_iter().enumerate().map(one).collect::<Result<_>>()?;
    Ok(Gathered { layout, known })
}

/// Doors with the buildings and grids in which they are.
async fn placed(tx: &Tx, doors: Vec<dwelling::Model>) -> Result<Vec<Place>> {
    let buildings = tx.find::<building::Entity>().all(tx.conn()).await?;
    let buildings: HashMap<Uuid, building::Model> = buildings.into_iter().map(|row| (row.id, row)).collect();
    let grids: HashMap<Uuid, grid::Model> = tx.find::<grid::Entity>().all(tx.conn()).await?.into_iter().map(|row| (row.id, row)).collect();
    let place = |dwelling: dwelling::Model| {
        let building = buildings.get(&dwelling.building_id)?.clone();
        let grid = grids.get(&building.grid_id)?.clone();
        Some(Place { dwelling, building, grid })
    };
    Ok(doors.into_iter().filter_map(place).collect())
}
