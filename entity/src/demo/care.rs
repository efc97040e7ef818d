//! Whom a community looks after: groups, and the tier that follows from them.

use super::{family::Shape, random::Random};
use crate::people::{Group, Tier};

/// What is known of somebody when groups are given.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances {
    /// How old.
    pub age: i64,
    /// In what kind of family.
    pub shape: Shape,
    /// Whether the family lives on the minimum allowance.
    pub poor: bool,
}

/// The groups that somebody belongs to.
pub fn groups(of: Circumstances, random: &mut Random) -> Vec<Group> {
    let elder = of.age >= 60;
    let disabled = match of.age {
        ..60 => 0.0,
        60..70 => 0.008,
        70..80 => 0.03,
        80..90 => 0.10,
        _ => 0.24,
    };
    let likely = [
        (Group::Alone, if elder && of.shape == Shape::ElderAlone { 1.0 } else { 0.0 }),
        (Group::EmptyNest, if elder && of.shape == Shape::ElderCouple { 0.75 } else { 0.0 }),
        (Group::Solitary, if elder && of.shape == Shape::ElderAlone { 0.02 } else { 0.0 }),
        (Group::VeryOld, if of.age >= 80 { 1.0 } else { 0.0 }),
        (Group::Disabled, disabled),
        (Group::LeftBehind, if elder && of.shape == Shape::ElderCouple { 0.01 } else { 0.0 }),
        (Group::Destitute, if elder && of.poor { 0.08 } else { 0.0 }),
        (Group::LowIncome, if of.poor { 1.0 } else { 0.0 }),
        (Group::Bereaved, if elder { 0.004 } else { 0.0 }),
        (Group::Impaired, if of.age >= 16 { 0.022 } else { 0.004 }),
        (Group::MentalIllness, if of.age >= 18 { 0.0015 } else { 0.0 }),
        (Group::Veteran, if of.age >= 25 { 0.006 } else { 0.0 }),
        (Group::ChildInNeed, if of.age < 16 { if of.poor { 0.5 } else { 0.003 } } else { 0.0 }),
        (Group::LeftBehindChild, if of.age < 16 && of.shape == Shape::ThreeGenerations { 0.01 } else { 0.0 }),
    ];
    likely.into_iter().filter(|(_, probability)| random.chance(*probability)).map(|(group, _)| group).collect()
}

/// How closely somebody is looked after, by what speaks for it.
pub fn tier(age: i64, groups: &[Group], random: &mut Random) -> Tier {
    let weight = |group: &Group| match group {
        Group::Disabled | Group::Destitute | Group::Solitary => 3,
        Group::Alone | Group::VeryOld | Group::Bereaved => 2,
        Group::EmptyNest | Group::LeftBehind | Group::LowIncome => 1,
        _ => 0,
    };
    let score: u32 = groups.iter().map(weight).sum::<u32>() + u32::from(age >= 90);
    match score {
        _ if age < 60 => Tier::None,
        0 | 1 => Tier::None,
        2 => listed(Tier::Green, 0.5, random),
        3 => listed(Tier::Green, 0.85, random),
        4 => listed(Tier::Yellow, 0.9, random),
        5 => listed(Tier::Yellow, 1.0, random),
        _ => listed(Tier::Red, 0.6, random),
    }
}

/// Not everybody who could be on the list wants to be.
fn listed(tier: Tier, probability: f64, random: &mut Random) -> Tier {
    if random.chance(probability) { tier } else { Tier::None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_very_old_elder_alone_is_looked_after_more_closely_than_a_young_couple() {
        let mut random = Random::new(1, "care");
        let alone = groups(Circumstances { age: 84, shape: Shape::ElderAlone, poor: false }, &mut random);
        assert!(alone.contains(&Group::Alone) && alone.contains(&Group::VeryOld));
        assert_eq!(tier(30, &[Group::LowIncome, Group::Impaired], &mut random), Tier::None);
        let red = (0..100).filter(|_| tier(84, &[Group::Alone, Group::VeryOld, Group::Disabled], &mut random) == Tier::Red).count();
        assert!((40..80).contains(&red), "{red}");
    }
}
