//! Who lives together, and what is known of them as a whole.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::QueryOrder;
use uuid::Uuid;

use super::{living, say};
use crate::{
    forms::layout::Fact,
    kernel::{Result, Tx},
    people::{Group, person, person_group, rules::age, words::word},
};

/// An elder is at least so old.
const ELDER: i32 = 60;
/// A child is younger.
const ADULT: i32 = 18;

/// Everybody who lives here, by household.
pub(super) struct Inhabitants {
    homes: HashMap<Uuid, Vec<person::Model>>,
    groups: HashMap<Uuid, Vec<Group>>,
    /// The day on which ages are told.
    to: NaiveDate,
}

impl Inhabitants {
    pub(super) async fn of(tx: &Tx, to: NaiveDate) -> Result<Self> {
        let mut homes: HashMap<Uuid, Vec<person::Model>> = HashMap::new();
        for person in living(tx).order_by_asc(person::Column::Id).all(tx.conn()).await? {
            homes.entry(person.household_id).or_default().push(person);
        }
        // The oldest first; those of whom that is not known last.
        for people in homes.values_mut() {
            people.sort_by_key(|person| (person.birth_date.is_none(), person.birth_date));
        }
        let mut groups: HashMap<Uuid, Vec<Group>> = HashMap::new();
        for row in tx.find::<person_group::Entity>().all(tx.conn()).await? {
            groups.entry(row.person_id).or_default().push(row.code);
        }
        Ok(Self { homes, groups, to })
    }

    /// Those of a household.
    pub(super) fn at(&self, household: Uuid) -> &[person::Model] {
        self.homes.get(&household).map(Vec::as_slice).unwrap_or_default()
    }

    /// What is known of some of them together.
    pub(super) fn together(&self, people: &[&person::Model], fact: Fact) -> String {
        let years = |person: &person::Model| person.birth_date.map(|born| age(born, self.to));
        let of_age = |is: &dyn Fn(i32) -> bool| people.iter().filter(|person| years(person).is_some_and(is)).count().to_string();
        match fact {
            Fact::Members => people.len().to_string(),
            Fact::Names => people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join("、"),
            Fact::Elders => of_age(&|years| years >= ELDER),
            Fact::Children => of_age(&|years| years < ADULT),
            Fact::Groups => {
                let mut groups: Vec<Group> =
                    people.iter().flat_map(|person| self.groups.get(&person.id).into_iter().flatten().copied()).collect();
                groups.sort();
                groups.dedup();
                groups.into_iter().map(|group| say(&format!("people.group_{}", word(group)))).collect::<Vec<_>>().join("、")
            }
            // The highest is the first.
            Fact::Tier => {
                people.iter().map(|person| person.tier).min().map(|tier| say(&format!("people.tier_{}", word(tier)))).unwrap_or_default()
            }
            _ => String::new(),
        }
    }
}

/// The phone of the head, else the first that there is.
pub(super) fn phone(tx: &Tx, head: &str, people: &[person::Model]) -> Result<String> {
    let mut reachable: Vec<&person::Model> = people.iter().filter(|person| person.phone.is_some()).collect();
    reachable.sort_by_key(|person| person.name != head);
    match reachable.first().and_then(|person| Some((person.id, person.phone.as_ref()?))) {
        Some((id, sealed)) => tx.open("person", "phone", id, sealed),
        None => Ok(String::new()),
    }
}

/// Their identities.
pub(super) fn named<'a>(people: impl IntoIterator<Item = &'a person::Model>) -> Vec<Uuid> {
    people.into_iter().map(|person| person.id).collect()
}

/// Rows by what they belong to.
pub(super) fn grouped<M>(rows: Vec<M>, key: impl Fn(&M) -> Uuid) -> HashMap<Uuid, Vec<M>> {
    let mut groups: HashMap<Uuid, Vec<M>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}
