//! Grids, buildings and dwellings.

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{Writer, accounts::Members};
use crate::{
    kernel::Result,
    people::{Tier, building, dwelling, grid},
};

/// The rows of places, in the order of the estate.
pub(super) struct Ids {
    pub(super) grids: Vec<Uuid>,
    /// The worker who can log in.
    pub(super) first_worker: Option<Uuid>,
    /// Their workers.
    pub(super) workers: Vec<Option<Uuid>>,
    /// Buildings, with the grid and the name of each.
    pub(super) buildings: Vec<(Uuid, Uuid, String)>,
    pub(super) dwellings: Vec<Uuid>,
}

impl Ids {
    /// Two workers: the one who can log in, who has the grid with the most to do, and another.
    pub(super) fn busiest_workers(&self) -> [Option<Uuid>; 2] {
        [self.first_worker, self.workers.iter().copied().find(|worker| *worker != self.first_worker).flatten().or(self.first_worker)]
    }
}

/// Writes the estate.
pub(super) async fn write(writer: &mut Writer<'_>, members: &Members) -> Result<Ids> {
    let (estate, since) = (&writer.population.estate, writer.since);
    let mut random = writer.random("places");
    let workers = workers(writer, members);
    let grids: Vec<Uuid> = estate.grids.iter().map(|_| random.id(since)).collect();
    let rows = estate.grids.iter().zip(&grids).zip(&workers).map(|((grid, id), worker)| grid::ActiveModel {
        id: Set(*id),
        code: Set(format!("{:02}", grid.number)),
        name: Set(grid.name.clone()),
        worker_id: Set(*worker),
        created_at: Set(since),
        ..Default::default()
    });
    writer.tx.insert_many(rows.collect()).await?;
    let buildings: Vec<Uuid> = estate.buildings.iter().map(|_| random.id(since)).collect();
    let rows = estate.buildings.iter().zip(&buildings).map(|(building, id)| building::ActiveModel {
        id: Set(*id),
        grid_id: Set(grids[building.grid]),
        name: Set(building.name.clone()),
        walk_order: Set(i64::try_from(building.number).unwrap_or_default()),
        created_at: Set(since),
        ..Default::default()
    });
    writer.tx.insert_many(rows.collect()).await?;
    let dwellings: Vec<Uuid> = estate.dwellings.iter().map(|_| random.id(since)).collect();
    let mut rented = vec![false; dwellings.len()];
    for household in &writer.population.households {
        rented[household.dwelling] = household.rented;
    }
    let rows = estate.dwellings.iter().zip(&dwellings).zip(rented).map(|((dwelling, id), rented)| dwelling::ActiveModel {
        id: Set(*id),
        building_id: Set(buildings[dwelling.building]),
        unit: Set(dwelling.unit.to_string()),
        floor: Set(dwelling.floor),
        room: Set(dwelling.room.clone()),
        walk_order: Set(dwelling.walk_order),
        kind: Set(match (dwelling.vacant, rented) {
            (true, _) => dwelling::Kind::Vacant,
            (false, true) => dwelling::Kind::Rented,
            (false, false) => dwelling::Kind::Home,
        }),
        created_at: Set(since),
        ..Default::default()
    });
    writer.tx.insert_many(rows.collect()).await?;
    let named = estate.buildings.iter().zip(buildings).map(|(building, id)| (id, grids[building.grid], building.name.clone()));
    Ok(Ids { buildings: named.collect(), first_worker: members.grid_workers.first().copied(), grids, workers, dwellings })
}

/// The worker of each grid: the first one, who can log in, gets the grid with the most to do.
fn workers(writer: &Writer<'_>, members: &Members) -> Vec<Option<Uuid>> {
    let estate = &writer.population.estate;
    let mut weight = vec![0; estate.grids.len()];
    for household in &writer.population.households {
        let red = household.residents.iter().filter(|resident| resident.tier == Tier::Red).count();
        weight[estate.buildings[estate.dwellings[household.dwelling].building].grid] += red;
    }
    let busiest = weight.iter().enumerate().max_by_key(|(_, red)| **red).map_or(0, |(grid, _)| grid);
    let mut workers = members.grid_workers.clone();
    workers.swap(0, busiest);
    workers.into_iter().map(Some).collect()
}
