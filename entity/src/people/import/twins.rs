//! Rows of one ledger that may mean the same person. Rows that say the same are one. Of two that say different things
//! the first is kept and the second refused, to be looked at: under the same identity number, or under the same name behind
//! the same door where nothing tells that they are two.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::run::Outcome;
use crate::people::{
    ledger::{Entry, Fault, Field, Mapping, letters},
    mask,
};

/// The rows so far.
pub(super) struct Twins {
    number_column: String,
    name_column: String,
    /// What was said under an identity number.
    by_number: HashMap<String, String>,
    /// Who was named behind a door.
    by_door: HashMap<(String, String), Vec<Neighbour>>,
}

/// Somebody of a row before.
struct Neighbour {
    numbered: bool,
    born: Option<NaiveDate>,
    says: String,
}

impl Twins {
    /// No rows yet, of a ledger with this mapping.
    pub(super) fn of(mapping: &Mapping) -> Self {
        let column =
            |wanted: Field| mapping.iter().find(|(_, field)| **field == wanted).map(|(column, _)| letters(*column)).unwrap_or_default();
        let (number_column, name_column) = (column(Field::IdNumber), column(Field::Name));
        Self { number_column, name_column, by_number: HashMap::new(), by_door: HashMap::new() }
    }

    /// The entry, or why its row is refused.
    pub(super) fn check(&mut self, row: u32, entry: Entry) -> Outcome {
        let says = entry.canonical();
        if let Some(number) = &entry.id_number
            && self.by_number.entry(number.as_str().to_owned()).or_insert_with(|| says.clone()) != &says
        {
            let (column, value) = (self.number_column.clone(), mask::cell(number.as_str()));
            return Err(vec![Fault { row, column, value, code: "people.id_number_twice" }]);
        }
        let neighbours = self.by_door.entry((entry.name.clone(), entry.address.to_string())).or_default();
        let own = Neighbour { numbered: entry.id_number.is_some(), born: entry.birth_date, says };
        if neighbours.iter().any(|other| other.may_be(&own)) {
            let (column, value) = (self.name_column.clone(), mask::cell(&entry.name));
            return Err(vec![Fault { row, column, value, code: "people.person_twice" }]);
        }
        neighbours.push(own);
        Ok(entry)
    }
}

impl Neighbour {
    /// Two identity numbers are two people, and so are two birth dates.
    fn may_be(&self, other: &Self) -> bool {
        let two_numbers = self.numbered && other.numbered;
        let two_births = self.born.zip(other.born).is_some_and(|(one, other)| one != other);
        !two_numbers && !two_births && self.says != other.says
    }
}
