//! Rows of a ledger become entries, or faults that name their cells.

use chrono::NaiveDate;

use super::{Cell, Entry, Field, Mapping, Person, Row, letters};
use crate::calendar::lunar::LunarDate;
use crate::people::{Address, Group, IdNumber, Sex, Tier, date, date::Date, identity, mask, name, phone, text};

/// How a cell says that there is nothing.
const NOTHING: [&str; 8] = ["无", "/", "-", "--", "—", "不详", "没有", "暂无"];
/// How rows begin that are no people: sums and signatures below the table.
const FOOTERS: [&str; 8] = ["合计", "总计", "小计", "注:", "备注:", "填表", "制表", "审核"];

/// A cell that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The row, as the spreadsheet numbers it.
    pub row: u32,
    /// The column's letters; empty if the fault is of the whole row.
    pub column: String,
    /// What stands there, masked.
    pub value: String,
    /// What is wrong; the key of a message.
    pub code: &'static str,
}

/// Reads rows by a mapping.
#[derive(Debug, Clone)]
pub struct Reader {
    mapping: Mapping,
    today: NaiveDate,
}

struct Cells<'a> {
    reader: &'a Reader,
    row: &'a Row,
    faults: Vec<Fault>,
}

impl Reader {
    /// A reader for a mapping, on the day it is.
    pub fn new(mapping: Mapping, today: NaiveDate) -> Self {
        Self { mapping, today }
    }

    fn has(&self, field: Field) -> bool {
        self.mapping.values().any(|mapped| *mapped == field)
    }

    fn column(&self, field: Field) -> Option<usize> {
        self.mapping.iter().find(|(_, mapped)| **mapped == field).map(|(column, _)| *column)
    }

    /// What the row says; nothing if it is no row of people at all.
    pub fn read(&self, row: &Row) -> Option<Result<Entry, Vec<Fault>>> {
        let mut mapped = self.mapping.keys().map(|column| row.cell(*column)).filter(|cell| !cell.is_empty());
        if mapped.next().is_none() || is_footer(row) {
            return None;
        }
        let mut cells = Cells { reader: self, row, faults: Vec::new() };
        let entry = cells.entry();
        Some(match (entry, cells.faults) {
            (Some(entry), faults) if faults.is_empty() => Ok(entry),
            (_, faults) => Err(faults),
        })
    }
}

impl Cells<'_> {
    fn entry(&mut self) -> Option<Entry> {
        let name = self.required(Field::Name, "people.name_missing", |text| name::normalised(text).ok_or("people.name_unreadable"));
        let id_number = self.id_number();
        let (birth_date, lunar) = self.birth_date(id_number.as_ref());
        let sex = self.optional(Field::Sex, |text| Sex::in_ledger(text).ok_or("people.sex_unknown"));
        let phone = self.phone(Field::Phone);
        let groups = self.optional(Field::Groups, |text| Group::in_ledger(text).map_err(|_| "people.group_unknown"));
        let tier = self.optional(Field::Tier, |text| Tier::in_ledger(text).ok_or("people.tier_unknown"));
        let guardian = self.person(Field::GuardianName, Field::GuardianPhone, Field::GuardianRelation);
        let contact = self.person(Field::ContactName, Field::ContactPhone, Field::ContactRelation);
        let address = self.address();
        Some(Entry {
            name: name?,
            sex: id_number.as_ref().map(IdNumber::sex).or(sex),
            birth_date,
            lunar,
            id_number,
            phone,
            grid: self.plain(Field::Grid),
            address: address?,
            household: self.plain(Field::Household).and_then(|text| name::normalised(&text)),
            groups: groups.unwrap_or_default(),
            tier: tier.or(self.reader.has(Field::Tier).then_some(Tier::None)),
            guardian,
            contact,
            health: self.plain(Field::Health),
            note: self.plain(Field::Note),
        })
    }

    fn cell(&self, field: Field) -> &Cell {
        const EMPTY: &Cell = &Cell::Empty;
        self.reader.column(field).map_or(EMPTY, |column| self.row.cell(column))
    }

    /// The text of a field, if it says anything.
    fn plain(&self, field: Field) -> Option<String> {
        let text = self.cell(field).shown();
        (!is_nothing(&text)).then_some(text)
    }

    fn fault(&mut self, field: Field, code: &'static str) {
        let column = self.reader.column(field).map(letters).unwrap_or_default();
        let value = mask::cell(&self.cell(field).shown());
        self.faults.push(Fault { row: self.row.number, column, value, code });
    }

    fn optional<T>(&mut self, field: Field, read: impl FnOnce(&str) -> Result<T, &'static str>) -> Option<T> {
        let text = self.plain(field)?;
        read(&text).map_err(|code| self.fault(field, code)).ok()
    }

    fn required<T>(&mut self, field: Field, missing: &'static str, read: impl FnOnce(&str) -> Result<T, &'static str>) -> Option<T> {
        match self.plain(field) {
            None => {
                self.fault(field, missing);
                None
            }
            Some(_) => self.optional(field, read),
        }
    }

    fn id_number(&mut self) -> Option<IdNumber> {
        self.plain(Field::IdNumber)?;
        id_number(self.cell(Field::IdNumber), self.reader.today).map_err(|code| self.fault(Field::IdNumber, code)).ok()
    }

    fn birth_date(&mut self, id_number: Option<&IdNumber>) -> (Option<NaiveDate>, Option<LunarDate>) {
        let cell = self.cell(Field::BirthDate).clone();
        let read = match cell {
            Cell::Date(day) => Some(Date::Solar(day)),
            Cell::Empty => None,
            Cell::Number(serial) if serial.fract() != 0.0 => date::from_serial(serial).map(Date::Solar),
            other => date::parse(&other.shown()),
        };
        let lunar = match read {
            Some(Date::Lunar { day, .. }) => Some(day),
            _ => None,
        };
        if let Some(number) = id_number {
            return (Some(number.birth_date()), lunar);
        }
        match read {
            Some(Date::Solar(day)) if day <= self.reader.today => return (Some(day), None),
            Some(Date::Lunar { year, day }) => match day.in_lunar_year(year) {
                Some(day) => return (Some(day), lunar),
                None => self.fault(Field::BirthDate, "people.birth_date_unreadable"),
            },
            _ if self.plain(Field::BirthDate).is_some() => self.fault(Field::BirthDate, "people.birth_date_unreadable"),
            _ => {}
        }
        (None, None)
    }

    fn phone(&mut self, field: Field) -> Option<String> {
        self.optional(field, |text| phone::first(text).ok_or("people.phone_unreadable"))
    }

    fn person(&mut self, called: Field, number: Field, relation: Field) -> Option<Person> {
        let cell = self.plain(called);
        // 张三（女儿）13800001234 in one cell is common.
        let phone_inside = cell.as_deref().and_then(phone_within);
        let name =
            cell.map(|cell| cell.chars().take_while(|sign| !sign.is_ascii_digit() && !matches!(sign, '(' | '（')).collect::<String>());
        let phone = self.phone(number).or(phone_inside);
        let name = name.and_then(|name| name::normalised(&name)).unwrap_or_default();
        let relation = self.plain(relation).unwrap_or_default();
        (!name.is_empty() || phone.is_some()).then_some(Person { name, phone, relation })
    }

    fn address(&mut self) -> Option<Address> {
        let [building, unit, floor, room] =
            [Field::Building, Field::Unit, Field::Floor, Field::Room].map(|field| self.plain(field).unwrap_or_default());
        if let Some(address) = Address::from_parts(&building, &unit, &floor, &room) {
            return Some(address);
        }
        let whole = self.plain(Field::Address);
        if let Some(address) = whole.as_deref().and_then(Address::parse) {
            return Some(address);
        }
        let joined = format!("{building}{room}");
        if let Some(address) = Address::parse(&joined) {
            return Some(address);
        }
        let (field, code) = match (&whole, joined.is_empty()) {
            (Some(_), _) => (Field::Address, "people.address_unreadable"),
            (None, false) if room.is_empty() => (Field::Room, "people.room_missing"),
            (None, false) => (Field::Building, "people.address_unreadable"),
            (None, true) if self.reader.has(Field::Address) => (Field::Address, "people.address_missing"),
            (None, true) => (Field::Building, "people.address_missing"),
        };
        self.fault(field, code);
        None
    }
}

/// The phone number inside a cell of a name.
fn phone_within(text: &str) -> Option<String> {
    text.split(|sign: char| !sign.is_ascii_digit() && sign != '-').find_map(phone::normalised)
}

/// 1.20113E+17: what a spreadsheet makes of a long number.
/// Whether a row closes a table instead of standing in it: a sum, a signature.
pub(crate) fn is_footer(row: &Row) -> bool {
    let first = row.cells.iter().find(|cell| !cell.is_empty()).map(Cell::shown).unwrap_or_default();
    let first = text::squeezed(&first);
    FOOTERS.iter().any(|footer| first.starts_with(footer))
}

/// Whether a cell says that there is nothing.
pub(crate) fn is_nothing(text: &str) -> bool {
    text.is_empty() || NOTHING.contains(&text)
}

/// The identity number in a cell, or the code of what is wrong. A spreadsheet keeps 15 digits of a number: the rest is lost, whatever it shows.
pub(crate) fn id_number(cell: &Cell, today: NaiveDate) -> Result<IdNumber, &'static str> {
    const LOST: &str = "people.id_number_turned_into_number";
    let lost = match cell {
        Cell::Number(number) => number.abs() >= 1e15,
        Cell::Text(text) => is_scientific(text),
        _ => false,
    };
    if lost {
        return Err(LOST);
    }
    let shown = cell.shown();
    IdNumber::parse(&shown, today).map_err(|wrong| match wrong {
        identity::Wrong::CheckDigit if text::squeezed(&shown).ends_with("000") => LOST,
        other => other.code(),
    })
}

fn is_scientific(text: &str) -> bool {
    let text = text::squeezed(text).to_uppercase();
    text.split_once("E+").is_some_and(|(digits, exponent)| digits.parse::<f64>().is_ok() && exponent.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 9).unwrap()
    }

    const COLUMNS: [Field; 6] = [Field::Name, Field::IdNumber, Field::Address, Field::Phone, Field::Groups, Field::BirthDate];

    fn read(cells: Vec<Cell>) -> Option<Result<Entry, Vec<Fault>>> {
        let mapping = COLUMNS.into_iter().enumerate().collect();
        Reader::new(mapping, today()).read(&Row { number: 7, cells })
    }

    fn texts(cells: [&str; 6]) -> Vec<Cell> {
        cells.map(Cell::text).to_vec()
    }

    fn faults(cells: Vec<Cell>) -> Vec<(String, &'static str)> {
        let faults = read(cells).unwrap().unwrap_err();
        faults.into_iter().map(|fault| (format!("{}{}", fault.column, fault.row), fault.code)).collect()
    }

    #[test]
    fn a_row_is_understood() {
        let entry = read(texts(["张　三", "11010519491231002x", "３号楼2单元501", "138 0000 1234", "高龄独居", ""])).unwrap().unwrap();
        assert_eq!(entry.name, "张三");
        assert_eq!(entry.birth_date.map(|day| day.to_string()).as_deref(), Some("1949-12-31"));
        assert_eq!(entry.sex, Some(Sex::Female));
        assert_eq!(entry.address.to_string(), "3号楼2单元501");
        assert_eq!(entry.groups, [Group::Alone, Group::VeryOld]);
    }

    #[test]
    fn an_identity_number_that_became_a_number_says_so() {
        let lost = [("B7".to_owned(), "people.id_number_turned_into_number")];
        for cell in [Cell::Number(120_113_194_903_081_000.0), Cell::text("1.20113E+17"), Cell::text("120113194903081000")] {
            let mut cells = texts(["张三", "", "3-2-501", "", "", ""]);
            cells[1] = cell;
            assert_eq!(faults(cells), lost);
        }
        let mut old = texts(["张三", "", "3-2-501", "", "", ""]);
        old[1] = Cell::Number(110_105_491_231_002.0);
        assert!(read(old).unwrap().is_ok(), "15 digits survive");
    }

    #[test]
    fn each_wrong_cell_is_named_and_masked() {
        let wrong = texts(["", "110105194912310021", "老家", "1380000", "飞行员", "13月"]);
        let named = ["A7", "B7", "F7", "D7", "E7", "C7"].map(str::to_owned);
        assert_eq!(faults(wrong.clone()).into_iter().map(|(cell, _)| cell).collect::<Vec<_>>(), named);
        let shown = read(wrong).unwrap().unwrap_err();
        assert!(shown.iter().all(|fault| fault.value.is_empty() || fault.value.contains('*')));
    }

    #[test]
    fn sums_and_signatures_are_no_people() {
        assert_eq!(read(texts(["合计：35人", "", "", "", "", ""])), None);
        assert_eq!(read(texts(["", "", "", "", "", ""])), None);
    }

    #[test]
    fn a_lunar_birthday_is_kept_and_has_its_solar_day() {
        let entry = read(texts(["张三", "", "3-2-501", "", "", "农历1949年二月初九"])).unwrap().unwrap();
        assert_eq!(entry.birth_date.map(|day| day.to_string()).as_deref(), Some("1949-03-08"));
        assert_eq!(entry.lunar, LunarDate::new(2, 9, false));
    }

    #[test]
    fn rows_that_say_the_same_are_the_same() {
        let one = read(texts(["张三", "11010519491231002X", "3-2-501", "", "独居", ""])).unwrap().unwrap();
        let other = read(texts(["张 三", "11010519491231002x", "3号楼2单元501室", "", "独居", ""])).unwrap().unwrap();
        let moved = read(texts(["张三", "11010519491231002X", "3-2-502", "", "独居", ""])).unwrap().unwrap();
        assert_eq!(one.canonical(), other.canonical());
        assert_ne!(one.canonical(), moved.canonical());
    }

    proptest! {
        #[test]
        fn no_row_breaks_it(cells in proptest::collection::vec(".{0,12}", 6), number in proptest::num::f64::ANY) {
            let mut cells: Vec<Cell> = cells.iter().map(|text| Cell::text(text)).collect();
            let _ = read(cells.clone());
            cells[1] = Cell::Number(number);
            cells[5] = Cell::Number(number);
            let _ = read(cells);
        }
    }
}
