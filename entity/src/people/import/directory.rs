//! The doors of a community in memory, while a ledger is taken: a query for each row would take longer than the ledger is worth.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use crate::{
    kernel::{Result, Tx},
    people::{building, dwelling, grid, here::Here, household, ledger::Entry, places, text},
};

/// Where things are, by what ledgers call them.
#[derive(Default)]
pub(super) struct Directory {
    grids: HashMap<String, Uuid>,
    buildings: HashMap<String, Uuid>,
    doors: HashMap<(Uuid, String, String), Uuid>,
    /// The households behind each door, with their names.
    households: HashMap<Uuid, Vec<(Uuid, String)>>,
    door_of: HashMap<Uuid, Uuid>,
}

/// Rows that are new, to be written in few statements.
#[derive(Default)]
pub(super) struct NewPlaces {
    pub doors: Vec<dwelling::ActiveModel>,
    pub households: Vec<household::ActiveModel>,
}

impl Directory {
    /// What is there now.
    pub(super) async fn load(tx: &Tx) -> Result<Self> {
        let mut all = Self::default();
        for grid in tx.find::<grid::Entity>().all(tx.conn()).await? {
            all.grids.insert(text::squeezed(&grid.name), grid.id);
            all.grids.insert(grid.code, grid.id);
        }
        for building in tx.find::<building::Entity>().all(tx.conn()).await? {
            all.buildings.insert(building.name, building.id);
        }
        for door in tx.find::<dwelling::Entity>().all(tx.conn()).await? {
            all.doors.insert((door.building_id, door.unit, door.room), door.id);
        }
        for household in tx.find::<household::Entity>().all(tx.conn()).await? {
            all.add_household(household.dwelling_id, household.id, household.name);
        }
        Ok(all)
    }

    fn add_household(&mut self, door: Uuid, id: Uuid, name: String) {
        self.households.entry(door).or_default().push((id, name));
        self.door_of.insert(id, door);
    }

    /// The household that an entry belongs to; its building, door and itself are added if they are new.
    /// Somebody who lives behind that door already stays in their household.
    pub(super) async fn household(
        &mut self,
        tx: &Tx,
        here: &Here,
        entry: &Entry,
        current: Option<Uuid>,
        new: &mut NewPlaces,
    ) -> Result<Uuid> {
        let building = self.building(tx, here, entry).await?;
        let door = *self.doors.entry((building, entry.address.unit.clone(), entry.address.room.clone())).or_insert_with(|| {
            let id = tx.new_id();
            new.doors.push(dwelling::ActiveModel { id: Set(id), ..places::door(building, &entry.address) });
            id
        });
        if let Some(current) = current.filter(|current| self.door_of.get(current) == Some(&door)) {
            return Ok(current);
        }
        let there = self.households.get(&door).map(Vec::as_slice).unwrap_or_default();
        let found = match &entry.household {
            Some(head) => there.iter().find(|(_, name)| name == head),
            None => there.first(),
        };
        if let Some((id, _)) = found {
            return Ok(*id);
        }
        let (id, name) = (tx.new_id(), entry.household.clone().unwrap_or_else(|| entry.name.clone()));
        new.households.push(household::ActiveModel {
            id: Set(id),
            dwelling_id: Set(door),
            name: Set(name.clone()),
            state: Set(household::State::Active),
            ..Default::default()
        });
        self.add_household(door, id, name);
        Ok(id)
    }

    /// The households behind the doors of these entries, as far as they are there.
    pub(super) fn known_households<'a>(&self, here: &Here, entries: impl Iterator<Item = &'a Entry>) -> Vec<Uuid> {
        let of = |entry: &Entry| {
            let building = self.buildings.get(&places::kept_name(here, &entry.address))?;
            let door = self.doors.get(&(*building, entry.address.unit.clone(), entry.address.room.clone()))?;
            self.households.get(door)
        };
        entries.filter_map(of).flatten().map(|(id, _)| *id).collect()
    }

    async fn building(&mut self, tx: &Tx, here: &Here, entry: &Entry) -> Result<Uuid> {
        let name = places::kept_name(here, &entry.address);
        if let Some(id) = self.buildings.get(&name) {
            return Ok(*id);
        }
        let grid = match entry.grid.as_deref().map(text::squeezed) {
            Some(called) => match self.grids.get(&called) {
                Some(id) => Some(*id),
                None => {
                    let grid = places::add_grid(tx, &called, &called, None).await?.row;
                    self.grids.insert(called, grid.id);
                    Some(grid.id)
                }
            },
            None => None,
        };
        let building = places::building_called(tx, &name, grid).await?;
        self.buildings.insert(name, building.id);
        Ok(building.id)
    }
}
