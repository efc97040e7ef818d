//! What somebody must tell, and how alike it is to a record. Pure.

use serde::{Deserialize, Serialize};

use crate::{
    kernel::{Failure, Result},
    people::{Address, name, phone, text},
    tenancy::rules::email,
};

/// A code is good for so many minutes.
pub const CODE_MINUTES: i64 = 30;
/// So many codes may be tried.
pub const MOST_TRIES: i64 = 5;
/// A paper with an invitation is good for so many days.
pub const INVITATION_DAYS: i64 = 14;
/// From this age on nobody acts for somebody.
pub const OF_AGE: i32 = 18;
/// The longest address, in signs.
const LONGEST: usize = 60;

/// What somebody who asks to join tells of themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Their name.
    pub name: String,
    /// The address that they prove, in lower case.
    pub email: String,
    /// Their phone; empty if they do not say.
    pub phone: String,
    /// Where they live, in their words.
    pub address: String,
    /// The last four signs of their identity number; empty if they do not say.
    pub last_four: String,
}

impl Told {
    /// The same in the form in which it is compared.
    ///
    /// # Errors
    /// The field that cannot be read.
    pub fn read(self) -> Result<Self> {
        let wrong = Failure::invalid_field;
        let last_four = text::squeezed(&self.last_four).to_uppercase();
        let is_end = |text: &str| {
            text.len() == 4
                && text[..3].bytes().all(|sign| sign.is_ascii_digit())
                && text.ends_with(|sign: char| sign.is_ascii_digit() || sign == 'X')
        };
        if !(last_four.is_empty() || (last_four.is_ascii() && is_end(&last_four))) {
            return Err(wrong("last_four", "enrolment.last_four_unreadable"));
        }
        let address = text::line(&self.address);
        if address.is_empty() || address.chars().count() > LONGEST {
            return Err(wrong("address", "enrolment.address_wanted"));
        }
        let number = match self.phone.trim() {
            "" => String::new(),
            some => phone::normalised(some).ok_or_else(|| wrong("phone", "people.phone_unreadable"))?,
        };
        Ok(Self {
            name: name::normalised(&self.name).ok_or_else(|| wrong("name", "people.name_unreadable"))?,
            email: email(&self.email)?,
            phone: number,
            address,
            last_four,
        })
    }
}

/// A record as it is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The name.
    pub name: String,
    /// The phone.
    pub phone: String,
    /// The address as people here write it.
    pub address: String,
    /// The identity number.
    pub id_number: String,
}

/// In what a record is like what was told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Likeness {
    /// The names are equal, or one sign apart.
    pub name: bool,
    /// The phone is the same.
    pub phone: bool,
    /// They live behind the same door.
    pub address: bool,
    /// The identity number ends alike.
    pub last_four: bool,
}

impl Likeness {
    /// How a record is like what somebody told.
    pub fn of(told: &Told, record: &Record) -> Self {
        let door = |text: &str| Address::parse(text).map(|address| address.to_string());
        Self {
            name: name::close(&told.name, &record.name),
            phone: !told.phone.is_empty() && told.phone == record.phone,
            address: door(&told.address).is_some_and(|at| Some(at) == door(&record.address)),
            last_four: !told.last_four.is_empty() && record.id_number.ends_with(&told.last_four),
        }
    }

    /// In how many ways it is.
    pub fn count(self) -> usize {
        [self.name, self.phone, self.address, self.last_four].into_iter().filter(|alike| *alike).count()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn told() -> Told {
        let text = |text: &str| text.to_owned();
        Told {
            name: text("张 三"),
            email: text("Zhang@Example.org"),
            phone: text("138 0000 1234"),
            address: text("3-2-501"),
            last_four: text("123x"),
        }
    }

    #[test]
    fn what_is_told_is_compared_in_one_form() {
        let read = told().read().unwrap();
        assert_eq!((read.name.as_str(), read.phone.as_str(), read.last_four.as_str()), ("张三", "13800001234", "123X"));
        assert_eq!(read.email, "zhang@example.org");
        let record = Record {
            name: "张三".to_owned(),
            phone: "13800001234".to_owned(),
            address: "3号楼2单元501".to_owned(),
            id_number: "11010519491231123X".to_owned(),
        };
        assert_eq!(Likeness::of(&read, &record).count(), 4);
        assert_eq!(Likeness::of(&Told { phone: String::new(), last_four: String::new(), ..read }, &record).count(), 2);
        assert_eq!(Likeness::of(&Told::default(), &Record::default()).count(), 1, "only the empty names are equal");
    }

    #[rstest]
    #[case(Told { name: "3".to_owned(), ..told() }, "name")]
    #[case(Told { email: "nobody".to_owned(), ..told() }, "email")]
    #[case(Told { phone: "12".to_owned(), ..told() }, "phone")]
    #[case(Told { address: " ".to_owned(), ..told() }, "address")]
    #[case(Told { last_four: "12".to_owned(), ..told() }, "last_four")]
    #[case(Told { last_four: "张三李".to_owned(), ..told() }, "last_four")]
    fn what_cannot_be_read_is_named(#[case] told: Told, #[case] field: &str) {
        assert_eq!(told.read().unwrap_err().fields()[0].field, field);
    }
}
