//! The order in which a visitor walks: building, unit, floor, room, as people count them.

use std::cmp::Ordering;

/// Where a visit is, as far as the order goes by it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The building's place in the grid.
    pub building_order: i64,
    /// The building's name.
    pub building: String,
    /// The unit (单元).
    pub unit: String,
    /// The floor.
    pub floor: i64,
    /// The room.
    pub room: String,
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.building_order
            .cmp(&other.building_order)
            .then_with(|| natural(&self.building, &other.building))
            .then_with(|| natural(&self.unit, &other.unit))
            .then_with(|| self.floor.cmp(&other.floor))
            .then_with(|| natural(&self.room, &other.room))
    }
}

/// Compares text in which numbers count as numbers: 2号楼 is before 10号楼.
pub fn natural(left: &str, right: &str) -> Ordering {
    parts(left).cmp(parts(right)).then_with(|| left.cmp(right))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Sign(char),
}

fn parts(text: &str) -> impl Iterator<Item = Part> {
    let mut rest = text.chars().peekable();
    std::iter::from_fn(move || {
        let first = rest.next()?;
        let Some(mut number) = first.to_digit(10).map(u64::from) else { return Some(Part::Sign(first)) };
        while let Some(digit) = rest.peek().and_then(|next| next.to_digit(10)) {
            number = number.saturating_mul(10).saturating_add(digit.into());
            rest.next();
        }
        Some(Part::Number(number))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2号楼", "10号楼", Ordering::Less)]
    #[case("1单元", "1单元", Ordering::Equal)]
    #[case("A2", "A10", Ordering::Less)]
    #[case("501", "1201", Ordering::Less)]
    #[case("01", "1", Ordering::Less)]
    fn numbers_count_as_numbers(#[case] left: &str, #[case] right: &str, #[case] order: Ordering) {
        assert_eq!(natural(left, right), order);
    }

    #[test]
    fn one_walks_up_a_stair_before_the_next() {
        let place = |building: &str, unit: &str, floor, room: &str| Place {
            building_order: 0,
            building: building.to_owned(),
            unit: unit.to_owned(),
            floor,
            room: room.to_owned(),
        };
        let mut places = [
            place("10号楼", "1", 1, "101"),
            place("2号楼", "2", 1, "101"),
            place("2号楼", "1", 12, "1201"),
            place("2号楼", "1", 5, "502"),
            place("2号楼", "1", 5, "501"),
        ];
        places.sort();
        let rooms: Vec<String> = places.iter().map(|place| format!("{}-{}-{}", place.building, place.unit, place.room)).collect();
        assert_eq!(rooms, ["2号楼-1-501", "2号楼-1-502", "2号楼-1-1201", "2号楼-2-101", "10号楼-1-101"]);
    }

    proptest! {
        #[test]
        fn it_is_an_order(a in "[0-9A-C]{0,6}", b in "[0-9A-C]{0,6}", c in "[0-9A-C]{0,6}") {
            prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
            if natural(&a, &b).is_le() && natural(&b, &c).is_le() {
                prop_assert!(natural(&a, &c).is_le());
            }
        }
    }
}
