//! Everybody in a community, put together from estate, families, care and what happened.

use chrono::{Datelike, NaiveDate};

use super::{
    care::{self, Circumstances},
    estate::Estate,
    family::{self, Relative, Shape, surname},
    life::{self, Event, Move},
    names,
    numbers::Numbers,
    place::Place,
    random::Random,
};
use crate::people::{Group, Sex, Tier};

/// Whom to call about somebody.
#[derive(Debug, Clone)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// What they are to the resident.
    pub relation: &'static str,
    /// The phone number.
    pub phone: String,
    /// Whether they are the guardian.
    pub guardian: bool,
}

/// A resident.
#[derive(Debug, Clone)]
pub struct Resident {
    /// Name, sex, birth date.
    pub is: Relative,
    /// The identity number.
    pub id_number: String,
    /// The phone number.
    pub phone: Option<String>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The tier.
    pub tier: Tier,
    /// Whether the family keeps the lunar birthday.
    pub lunar: bool,
    /// Whom to call.
    pub contacts: Vec<Contact>,
    /// What happened in the year before.
    pub events: Vec<Event>,
}

/// A household.
#[derive(Debug, Clone)]
pub struct Household {
    /// Where it lives, by the dwelling's place in the estate.
    pub dwelling: usize,
    /// Whether the home is let to it.
    pub rented: bool,
    /// Whether and when it moved.
    pub moves: Move,
    /// Who belongs to it.
    pub residents: Vec<Resident>,
}

/// A community.
pub struct Population {
    /// Its buildings.
    pub estate: Estate,
    /// Its households, in the order of their dwellings.
    pub households: Vec<Household>,
}

impl Population {
    /// Everybody in `place` on `today`.
    pub fn of(place: &Place, seed: u64, today: NaiveDate) -> Self {
        let random = |purpose: &str| Random::new(seed, &format!("{} {purpose}", place.code));
        let estate = Estate::build(place, &mut random("estate"));
        let mut maker = Maker {
            today,
            families: random("families"),
            care: random("care"),
            life: random("life"),
            numbers: Numbers::new(random("numbers")),
        };
        let lived_in = estate.dwellings.iter().enumerate().filter(|(_, dwelling)| !dwelling.vacant);
        let households = lived_in.map(|(dwelling, _)| maker.household(place, dwelling)).collect();
        Self { estate, households }
    }
}

struct Maker {
    today: NaiveDate,
    families: Random,
    care: Random,
    life: Random,
    numbers: Numbers,
}

impl Maker {
    fn household(&mut self, place: &Place, dwelling: usize) -> Household {
        let family = family::family(place, self.today, &mut self.families);
        let moves = Move::draw(self.today, &mut self.life);
        let poor = self.care.chance(0.012);
        let young = matches!(family.shape, Shape::Single | Shape::YoungCouple);
        let rented = self.care.chance(if young { 0.45 } else { 0.08 });
        let head = surname(&family.people[0].name).to_owned();
        let shape = family.shape;
        let residents = family.people.into_iter().map(|is| self.resident(is, shape, poor, moves, &head)).collect();
        Household { dwelling, rented, moves, residents }
    }

    fn resident(&mut self, is: Relative, shape: Shape, poor: bool, moves: Move, head: &str) -> Resident {
        let age = self.today.years_since(is.born).map_or(0, i64::from);
        let groups = care::groups(Circumstances { age, shape, poor }, &mut self.care);
        let tier = care::tier(age, &groups, &mut self.care);
        let reachable = match age {
            ..12 => 0.0,
            12..18 => 0.6,
            18..75 => 0.97,
            _ => 0.8,
        };
        let id_number = self.numbers.identity(is.born, is.sex);
        let phone = self.care.chance(reachable).then(|| self.numbers.phone());
        let child = groups.iter().any(|group| matches!(group, Group::ChildInNeed | Group::LeftBehindChild));
        let contacts = match (tier, child) {
            (Tier::None, false) => Vec::new(),
            (_, true) => vec![self.contact(head, "监护人", 40, true)],
            _ => self.contacts(head, age),
        };
        let lunar = age >= 55 && self.care.chance(0.7);
        let events = life::events(age, moves, self.today, &mut self.life);
        Resident { is, id_number, phone, groups, tier, lunar, contacts, events }
    }

    /// Children first, then a neighbour.
    fn contacts(&mut self, head: &str, age: i64) -> Vec<Contact> {
        let child = self.care.weighted(&[("女儿", 42), ("儿子", 48), ("侄女", 4), ("外甥", 3), ("儿媳", 3)]);
        let mut contacts = vec![self.contact(head, child, age - 27, false)];
        if self.care.chance(0.45) {
            contacts.push(self.contact("", "邻居", 58, false));
        }
        contacts
    }

    fn contact(&mut self, head: &str, relation: &'static str, age: i64, guardian: bool) -> Contact {
        let sex = match relation {
            "儿子" | "外甥" => Sex::Male,
            "女儿" | "侄女" | "儿媳" => Sex::Female,
            _ => self.care.weighted(&[(Sex::Female, 65), (Sex::Male, 35)]),
        };
        let born = self.care.born(age.clamp(25, 75), self.today);
        let surname = match relation {
            "女儿" | "儿子" | "监护人" => head,
            _ => names::surname(&mut self.care),
        };
        let name = format!("{surname}{}", names::given(&mut self.care, sex, born));
        Contact { name, relation, phone: self.numbers.phone(), guardian }
    }
}

/// A remark on health, for some of those who are looked after.
pub fn health_remark(resident: &Resident, random: &mut Random) -> Option<&'static str> {
    const REMARKS: [&str; 8] = [
        "高血压，按时服药",
        "糖尿病，注射胰岛素",
        "冠心病，随身带药",
        "腿脚不便，需搀扶",
        "听力下降，敲门要等",
        "脑梗后遗症，行动缓慢",
        "白内障术后",
        "慢性支气管炎，冬季易发",
    ];
    let likely = if resident.tier == Tier::None { 0.0 } else { 0.6 };
    random.chance(likely).then(|| *random.one_of(&REMARKS))
}

/// The lunar day on which somebody was born, of those who keep it.
pub fn lunar_birthday(resident: &Resident) -> Option<crate::calendar::LunarDate> {
    (resident.lunar && resident.is.born.year() >= 1900).then(|| crate::calendar::LunarDate::of(resident.is.born))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::place::COMMUNITIES;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    #[test]
    fn the_visit_list_is_as_long_as_in_a_real_community() {
        for place in COMMUNITIES {
            let population = Population::of(&place, 1, today());
            let residents: Vec<&Resident> = population.households.iter().flat_map(|household| &household.residents).collect();
            let share =
                |tiers: &[Tier]| residents.iter().filter(|resident| tiers.contains(&resident.tier)).count() as f64 / residents.len() as f64;
            let listed = share(&[Tier::Red, Tier::Yellow, Tier::Green]);
            assert!((0.025..0.06).contains(&listed), "{} {listed}", place.name);
            assert!(share(&[Tier::Red]) < 0.004 && share(&[Tier::Red]) > 0.0, "{} {}", place.name, share(&[Tier::Red]));
            assert!(residents.iter().all(|resident| resident.tier == Tier::None || !resident.contacts.is_empty()));
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_people() {
        let people = |seed| -> Vec<(String, String)> {
            let population = Population::of(&COMMUNITIES[8], seed, today());
            population.households.into_iter().flat_map(|household| household.residents).map(|one| (one.is.name, one.id_number)).collect()
        };
        assert_eq!(people(4), people(4));
        assert_ne!(people(4), people(5));
    }
}
