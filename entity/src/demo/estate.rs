//! The estate of a community: buildings with units, floors and doors, in grids of three to five hundred households.

use super::{
    place::{Place, Style},
    random::Random,
};

/// How many households a grid is to have, about.
const GRID: usize = 400;

/// A grid: a run of buildings.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Its number, from 1.
    pub number: usize,
    /// Its name.
    pub name: String,
}

/// A building.
#[derive(Debug, Clone)]
pub struct Building {
    /// Its number, from 1.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// Its grid, by its place in the list.
    pub grid: usize,
}

/// A door.
#[derive(Debug, Clone)]
pub struct Dwelling {
    /// Its building, by its place in the list.
    pub building: usize,
    /// Its unit (单元).
    pub unit: i64,
    /// Its floor.
    pub floor: i64,
    /// Its room.
    pub room: String,
    /// Its place on the way through the building.
    pub walk_order: i64,
    /// Whether nobody lives there.
    pub vacant: bool,
}

/// All of it.
#[derive(Debug, Clone, Default)]
pub struct Estate {
    /// The grids.
    pub grids: Vec<Grid>,
    /// The buildings, in the order of the grids.
    pub buildings: Vec<Building>,
    /// The dwellings, in the order of the buildings.
    pub dwellings: Vec<Dwelling>,
}

impl Estate {
    /// Builds the estate of `place`: as many lived-in dwellings as it has households.
    pub fn build(place: &Place, random: &mut Random) -> Self {
        let mut estate = Self::default();
        let grids = (place.households + GRID / 2) / GRID;
        let mut homes = 0;
        while homes < place.households {
            // The grid is known by how far we are: its size comes out even, its edge is a building's edge.
            let grid = (homes * grids / place.households).min(grids - 1);
            if grid == estate.grids.len() {
                estate.grids.push(Grid { number: grid + 1, name: format!("第{}网格", numeral(grid + 1)) });
            }
            homes += estate.add_building(grid, place, place.households - homes, random);
        }
        estate
    }

    /// Adds a building; answers how many of its dwellings are lived in.
    fn add_building(&mut self, grid: usize, place: &Place, wanted: usize, random: &mut Random) -> usize {
        let (units, floors, doors) = match place.style {
            Style::WalkUp => (random.between(3, 5), 6, 2),
            Style::Lift => (random.between(2, 3), 11, 2),
            Style::Tower => (random.between(1, 2), random.between(17, 26), random.between(3, 4)),
        };
        let number = self.buildings.len() + 1;
        self.buildings.push(Building { number, name: format!("{number}号楼"), grid });
        let mut homes = 0;
        for unit in 1..=units {
            for floor in 1..=floors {
                for door in 1..=doors {
                    // Unit by unit, floor by floor: the same order as of dwellings that are entered by hand.
                    let walk_order = unit * 100_000_000 + (floor + 100) * 100_000 + floor * 100 + door;
                    let vacant = homes >= wanted || random.chance(0.06);
                    homes += usize::from(!vacant);
                    let room = format!("{}", floor * 100 + door);
                    self.dwellings.push(Dwelling { building: number - 1, unit, floor, room, walk_order, vacant });
                }
            }
        }
        homes
    }
}

/// A small number in Chinese numerals.
fn numeral(number: usize) -> String {
    const ONES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10, ONES[number % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", ONES[tens % 10]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::place::COMMUNITIES;

    #[test]
    fn every_grid_is_of_a_size_that_one_worker_can_look_after() {
        for place in COMMUNITIES {
            let estate = Estate::build(&place, &mut Random::new(2, place.code));
            let mut homes = vec![0; estate.grids.len()];
            for dwelling in estate.dwellings.iter().filter(|dwelling| !dwelling.vacant) {
                homes[estate.buildings[dwelling.building].grid] += 1;
            }
            assert_eq!(homes.iter().sum::<usize>(), place.households);
            assert!(homes.iter().all(|homes| (280..=530).contains(homes)), "{} {homes:?}", place.name);
        }
    }

    #[test]
    fn numerals_are_written_as_people_do() {
        assert_eq!([1, 10, 11, 20, 23].map(numeral), ["一", "十", "十一", "二十", "二十三"].map(str::to_owned));
    }
}
