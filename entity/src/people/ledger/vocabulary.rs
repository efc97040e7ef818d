//! What the columns of some kind of ledger can be: headers and cells are recognised by it.

use chrono::NaiveDate;

use super::{Cell, Field};
use crate::people::{Address, Group, IdNumber, Tier, date, phone};

/// The fields of one kind of ledger.
pub trait Vocabulary {
    /// A field.
    type Field: Clone + PartialEq;

    /// The field that a header means, and how certain that is, from 0 to 1.
    fn of_header(&self, header: &str) -> Option<(Self::Field, f64)>;

    /// The field as which the cells of a column without a known header can be read, and how certain that is.
    fn of_cells(&self, _cells: &[&Cell]) -> Option<(Self::Field, f64)> {
        None
    }
}

/// The fields of ledgers of residents, on the day it is.
#[derive(Debug, Clone, Copy)]
pub struct Residents {
    /// The day.
    pub today: NaiveDate,
}

/// A field, and whether a cell's text can be read as it.
type Guess<'a> = (Field, &'a dyn Fn(&str) -> bool);

impl Vocabulary for Residents {
    type Field = Field;

    fn of_header(&self, header: &str) -> Option<(Field, f64)> {
        Field::of_header(header)
    }

    fn of_cells(&self, cells: &[&Cell]) -> Option<(Field, f64)> {
        let share = |is: &dyn Fn(&str) -> bool| cells.iter().filter(|cell| is(&cell.shown())).count() as f64 / cells.len() as f64;
        let guesses: [Guess<'_>; 6] = [
            (Field::IdNumber, &|text| IdNumber::parse(text, self.today).is_ok()),
            (Field::Phone, &|text| phone::normalised(text).is_some_and(|number| number.len() == 11)),
            (Field::Address, &|text| Address::parse(text).is_some()),
            (Field::BirthDate, &|text| text.len() >= 8 && date::parse(text).is_some()),
            (Field::Tier, &|text| Tier::in_ledger(text).is_some() && !text.is_empty()),
            (Field::Groups, &|text| Group::in_ledger(text).is_ok_and(|groups| !groups.is_empty())),
        ];
        if cells.is_empty() {
            return None;
        }
        guesses.iter().map(|(field, is)| (*field, share(is) * 0.7)).find(|(_, certain)| *certain >= 0.5)
    }
}
