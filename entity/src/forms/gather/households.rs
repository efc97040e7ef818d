//! A row for each household.

use sea_orm::QueryOrder;

use super::{
    Gathered, Period, chosen_households,
    inhabitants::{Inhabitants, named, phone},
    of_place, row,
};
use crate::{
    forms::{
        layout::{By, Column, Fact, Layout, Side},
        tables::size,
    },
    kernel::{Result, Tx},
    people::{household, person, query, query::Place, words::word},
};

pub(super) async fn gather(tx: &Tx, layout: Layout, (_, to): Period) -> Result<Gathered> {
    let homes = chosen_households(tx, &layout, to).order_by_asc(household::Column::Id).all(tx.conn()).await?;
    let mut places = query::at(tx, homes.clone()).await?;
    let inhabitants = Inhabitants::of(tx, to).await?;
    let mut placed: Vec<(household::Model, Place)> =
        homes.into_iter().filter_map(|home| places.remove(&home.id).map(|place| (home, place))).collect();
    placed.sort_by_cached_key(|(home, place)| (place.building.walk_order, place.dwelling.walk_order, home.id));
    let one = |(at, (home, place)): (usize, (household::Model, Place))| {
        let people = inhabitants.at(home.id);
        let all: Vec<&person::Model> = people.iter().collect();
        let fact = |column: &Column| match column.fact {
            Fact::Head => Ok(home.name.clone()),
            Fact::Phone => phone(tx, &home.name, people),
            Fact::Members | Fact::Names | Fact::Elders | Fact::Children | Fact::Groups | Fact::Tier => {
                Ok(inhabitants.together(&all, column.fact))
            }
            fact => Ok(of_place(&place, fact)),
        };
        let head = |side: &Side| match side.by {
            By::Grid => vec![place.grid.name.clone()],
            By::Tenancy => vec![word(place.dwelling.kind)],
            By::Size => vec![size(people.len())],
            _ => Vec::new(),
        };
        row(&layout, at + 1, (home.id, named(people)), fact, head)
    };
    let known = placed.into_iter().enumerate().map(one).collect::<Result<_>>()?;
    Ok(Gathered { layout, known })
}
