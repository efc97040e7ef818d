//! Families that fit: couples of an age, children no older than their mothers, grandparents who were young once.

use chrono::NaiveDate;

use super::{names, place::Place, random::Random};
use crate::people::Sex;

/// What kind of family lives behind a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// An elder alone.
    ElderAlone,
    /// Two elders, whose children live elsewhere.
    ElderCouple,
    /// An elder with a grown-up child.
    ElderAndChild,
    /// A couple whose children have left.
    EmptyNest,
    /// A couple without children yet.
    YoungCouple,
    /// Parents and children.
    Nuclear,
    /// A parent and a child.
    SingleParent,
    /// Grandparents, parents and children.
    ThreeGenerations,
    /// One grown-up.
    Single,
}

/// Somebody in a family.
#[derive(Debug, Clone)]
pub struct Relative {
    /// The name.
    pub name: String,
    /// The sex.
    pub sex: Sex,
    /// The birth date.
    pub born: NaiveDate,
    /// The mother, by her place in the family, if she lives there too.
    pub mother: Option<usize>,
}

/// A family; the first is the head of the household (户主).
#[derive(Debug, Clone)]
pub struct Family {
    /// What kind it is.
    pub shape: Shape,
    /// Who belongs to it.
    pub people: Vec<Relative>,
}

/// How often each shape occurs besides elders by themselves.
const OTHERS: [(Shape, u32); 7] = [
    (Shape::Nuclear, 43),
    (Shape::ThreeGenerations, 15),
    (Shape::EmptyNest, 14),
    (Shape::YoungCouple, 10),
    (Shape::Single, 10),
    (Shape::SingleParent, 4),
    (Shape::ElderAndChild, 4),
];

/// A family as may live in `place`.
pub fn family(place: &Place, today: NaiveDate, random: &mut Random) -> Family {
    let shape = if random.chance(f64::from(place.ageing) / 100.0) {
        random.weighted(&[(Shape::ElderAlone, 38), (Shape::ElderCouple, 62)])
    } else {
        random.weighted(&OTHERS)
    };
    let mut home = Home { today, random, people: Vec::new() };
    home.fill(shape);
    Family { shape, people: home.people }
}

struct Home<'a> {
    today: NaiveDate,
    random: &'a mut Random,
    people: Vec<Relative>,
}

impl Home<'_> {
    fn fill(&mut self, shape: Shape) {
        match shape {
            Shape::ElderAlone => {
                let (sex, age) = (self.random.weighted(&[(Sex::Female, 68), (Sex::Male, 32)]), self.elder_age(65));
                self.add(sex, age, None, None);
            }
            Shape::ElderCouple => {
                let age = self.elder_age(60);
                self.couple(age);
            }
            Shape::ElderAndChild => {
                let age = self.elder_age(70);
                let mother = self.add(Sex::Female, age, None, None);
                let sex = self.random.weighted(&[(Sex::Male, 70), (Sex::Female, 30)]);
                let younger = self.random.between(21, 34);
                self.add(sex, age - younger, None, Some(mother));
            }
            Shape::EmptyNest => {
                let age = self.random.between(47, 60);
                self.couple(age);
            }
            Shape::YoungCouple => {
                let age = self.random.between(24, 37);
                self.couple(age);
            }
            Shape::Nuclear => {
                let age = self.mother_age();
                let mother = self.couple(age);
                self.children(mother, age, 0);
            }
            Shape::SingleParent => {
                let age = self.mother_age();
                let mother = self.add(Sex::Female, age, None, None);
                let sex = self.any_sex();
                let child = (age - self.random.between(22, 32)).max(0);
                self.add(sex, child, None, Some(mother));
            }
            Shape::ThreeGenerations => {
                let age = self.random.between(29, 46);
                let mother = self.couple(age);
                self.children(mother, age, 0);
                self.grandparents(0);
            }
            Shape::Single => {
                let (sex, age) = (self.any_sex(), self.random.between(23, 62));
                self.add(sex, age, None, None);
            }
        }
    }

    fn any_sex(&mut self) -> Sex {
        self.random.weighted(&[(Sex::Male, 51), (Sex::Female, 49)])
    }

    /// Fewer, the older: the upper part of the pyramid.
    fn elder_age(&mut self, least: i64) -> i64 {
        let bands = [(60, 30), (65, 32), (70, 26), (75, 16), (80, 10), (85, 6), (90, 2), (95, 1)];
        let fitting: Vec<(i64, u32)> = bands.into_iter().filter(|(from, _)| *from >= least).collect();
        self.random.weighted(&fitting) + self.random.between(0, 4)
    }

    fn mother_age(&mut self) -> i64 {
        self.random.weighted(&[(27, 8), (31, 15), (35, 20), (39, 20), (43, 14), (47, 10), (51, 5)]) + self.random.between(0, 3)
    }

    fn add(&mut self, sex: Sex, age: i64, surname: Option<&str>, mother: Option<usize>) -> usize {
        let mut born = self.random.born(age.max(0), self.today);
        if born >= self.today {
            born = self.today - chrono::Days::new(30);
        }
        let surname = surname.map_or_else(|| names::surname(self.random).to_owned(), str::to_owned);
        let name = format!("{surname}{}", names::given(self.random, sex, born));
        self.people.push(Relative { name, sex, born, mother });
        self.people.len() - 1
    }

    /// A husband, who is the head, and a wife of `age`; answers her place.
    fn couple(&mut self, age: i64) -> usize {
        let older = self.random.about(2.0, 2.2).round() as i64;
        self.add(Sex::Male, (age + older).max(23), None, None);
        self.add(Sex::Female, age, None, None)
    }

    /// Children of `mother`, who is `age`; they have the surname of whom is at `father`.
    fn children(&mut self, mother: usize, age: i64, father: usize) {
        let surname = self.surname_of(father);
        let first_at = (self.random.about(26.5, 2.6).round() as i64).clamp(20, age.min(38));
        let first = (age - first_at).min(27);
        let sex = self.any_sex();
        self.add(sex, first, Some(&surname), Some(mother));
        let gap = self.random.between(2, 7);
        if first >= gap && age < 48 && self.random.chance(0.36) {
            let sex = self.any_sex();
            self.add(sex, first - gap, Some(&surname), Some(mother));
        }
    }

    /// The parents of whom is at `child`, or the mother alone.
    fn grandparents(&mut self, child: usize) {
        let (born, surname) = (self.people[child].born, self.surname_of(child));
        let age = self.today.years_since(born).map_or(30, i64::from);
        let grandmother = age + self.random.between(22, 30);
        let mother = self.add(Sex::Female, grandmother, None, None);
        self.people[child].mother = Some(mother);
        if self.random.chance(0.6) {
            let older = self.random.between(0, 4);
            self.add(Sex::Male, grandmother + older, Some(&surname), None);
        }
    }

    fn surname_of(&self, person: usize) -> String {
        surname(&self.people[person].name).to_owned()
    }
}

/// The surname of a full name.
pub fn surname(name: &str) -> &str {
    let signs = if name.starts_with("欧阳") || name.starts_with("司马") { 2 } else { 1 };
    let end = name.char_indices().nth(signs).map_or(name.len(), |(at, _)| at);
    &name[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::place::COMMUNITIES;

    fn families() -> Vec<Family> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let mut random = Random::new(11, "families");
        (0..3_000).map(|_| family(&COMMUNITIES[10], today, &mut random)).collect()
    }

    #[test]
    fn no_child_is_too_old_or_too_young_for_its_mother() {
        for family in families() {
            for person in &family.people {
                let Some(mother) = person.mother else { continue };
                let mother = &family.people[mother];
                let age = person.born.years_since(mother.born).unwrap_or_default();
                assert!(mother.sex == Sex::Female && (18..=46).contains(&age), "{:?} {age} {family:?}", family.shape);
            }
        }
    }

    #[test]
    fn a_community_is_as_large_and_as_old_as_in_reality() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let ages: Vec<u32> =
            families().iter().flat_map(|family| &family.people).filter_map(|person| today.years_since(person.born)).collect();
        assert!((7_500..8_500).contains(&ages.len()), "{}", ages.len());
        let share = |least: u32| ages.iter().filter(|age| **age >= least).count() as f64 / ages.len() as f64;
        assert!((0.18..0.30).contains(&share(60)), "{}", share(60));
        assert!((0.02..0.06).contains(&share(80)), "{}", share(80));
        assert!(share(18) < 0.90 && share(105) == 0.0);
    }

    #[test]
    fn children_have_their_fathers_name() {
        let families = families();
        let family = families.iter().find(|family| family.shape == Shape::Nuclear).unwrap();
        assert_eq!(surname(&family.people[0].name), surname(&family.people[2].name));
        assert_eq!(surname("欧阳若汐"), "欧阳");
    }
}
