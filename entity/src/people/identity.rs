//! The citizen's identity number (公民身份号码, GB 11643-1999).

use chrono::{Datelike, NaiveDate};
use sea_orm::entity::prelude::*;

use super::text;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";
/// What stands before a number in a cell: the sign that makes a cell text, and what it is.
const LEADS: &[char] = &['\'', '‘', '’', '身', '份', '证', '号', '码', ':'];
/// Nobody alive was born before; an earlier birth date is a slip.
const EARLIEST: i32 = 1880;

/// The sex, as the identity number tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

impl Sex {
    /// The sex that a ledger means by `text`.
    pub fn in_ledger(text: &str) -> Option<Self> {
        match text::squeezed(text).to_lowercase().as_str() {
            "男" | "男性" | "m" | "male" | "1" => Some(Self::Male),
            "女" | "女性" | "f" | "female" | "2" => Some(Self::Female),
            _ => None,
        }
    }
}

/// Why something is no identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Neither 18 nor 15 signs.
    #[error("an identity number has 18 digits")]
    Length,
    /// A sign that is no digit, other than an X at the end.
    #[error("an identity number has digits only")]
    Sign,
    /// A birth date that does not exist, or is still to come.
    #[error("the birth date in the identity number does not exist")]
    BirthDate,
    /// The last sign does not fit the others.
    #[error("the check digit does not fit")]
    CheckDigit,
}

impl Wrong {
    /// The key of its message.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "people.id_number_length",
            Self::Sign => "people.id_number_sign",
            Self::BirthDate => "people.id_number_birth_date",
            Self::CheckDigit => "people.id_number_check_digit",
        }
    }
}

/// An identity number that was checked, in its form of 18 signs.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdNumber(String);

impl IdNumber {
    /// Reads an identity number: stray spaces, full-width digits and a lower-case x are put right, an old one of 15 digits is completed.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, Wrong> {
        let mut signs = text::squeezed(text).trim_start_matches(LEADS).to_ascii_uppercase();
        if signs.len() == 15 && signs.bytes().all(|sign| sign.is_ascii_digit()) {
            // Those numbers were given until 1999, to people born in the 1900s.
            signs.insert_str(6, "19");
            signs.push(check_sign(&signs));
        }
        if signs.chars().count() != 18 {
            return Err(Wrong::Length);
        }
        let (body, last) = signs.split_at_checked(17).ok_or(Wrong::Sign)?;
        if !body.bytes().all(|sign| sign.is_ascii_digit()) || !matches!(last.as_bytes(), [b'0'..=b'9' | b'X']) {
            return Err(Wrong::Sign);
        }
        let number = Self(signs);
        match number.try_birth_date() {
            Some(born) if born <= today && born.year() >= EARLIEST => {}
            _ => return Err(Wrong::BirthDate),
        }
        if number.0.ends_with(check_sign(&number.0[..17])) { Ok(number) } else { Err(Wrong::CheckDigit) }
    }

    /// The number itself: never for a log.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The birth date that it says.
    pub fn birth_date(&self) -> NaiveDate {
        self.try_birth_date().unwrap_or_default()
    }

    fn try_birth_date(&self) -> Option<NaiveDate> {
        let part = |range: std::ops::Range<usize>| self.0.get(range)?.parse::<u32>().ok();
        NaiveDate::from_ymd_opt(part(6..10)?.try_into().ok()?, part(10..12)?, part(12..14)?)
    }

    /// The sex that it says.
    pub fn sex(&self) -> Sex {
        if self.0.as_bytes()[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }
}

/// Personal data never gets into a log by chance.
impl std::fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdNumber")
    }
}

/// The sign that 17 digits are followed by.
pub(crate) fn check_sign(digits: &str) -> char {
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    char::from(CHECKS[(sum % 11) as usize])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 9).unwrap()
    }

    /// The example of the standard itself.
    const STANDARD: &str = "11010519491231002X";

    #[rstest]
    #[case(STANDARD)]
    #[case("11010519491231002x")]
    #[case(" 110105 19491231 002X ")]
    #[case("１１０１０５１９４９１２３１００２Ｘ")]
    #[case("110105491231002")]
    fn all_ways_to_write_it_are_one(#[case] text: &str) {
        assert_eq!(IdNumber::parse(text, today()).map(|number| number.0), Ok(STANDARD.to_owned()));
    }

    #[rstest]
    #[case("", Wrong::Length)]
    #[case("1101051949123100", Wrong::Length)]
    #[case("11010519491231002A", Wrong::Sign)]
    #[case("11010519491231002张", Wrong::Sign)]
    #[case("X1010519491231002X", Wrong::Sign)]
    #[case("110105194913310024", Wrong::BirthDate)]
    #[case("110105194902290024", Wrong::BirthDate)]
    #[case("110105202603100024", Wrong::BirthDate)]
    #[case("110105194912310021", Wrong::CheckDigit)]
    #[case("110105190002290029", Wrong::BirthDate)]
    fn each_fault_has_its_name(#[case] text: &str, #[case] wrong: Wrong) {
        assert_eq!(IdNumber::parse(text, today()).err(), Some(wrong));
    }

    #[test]
    fn it_tells_birth_date_and_sex() {
        let number = IdNumber::parse(STANDARD, today()).unwrap();
        assert_eq!(number.birth_date().to_string(), "1949-12-31");
        assert_eq!(number.sex(), Sex::Female);
        assert_eq!(format!("{number:?}"), "IdNumber");
    }

    proptest! {
        #[test]
        fn any_slip_of_one_digit_is_found(days in 0i64..30_000, serial in 0u32..1000, at in 0usize..17, by in 1u8..10) {
            let born = today() - chrono::Duration::days(days);
            let mut digits = format!("120113{}{serial:03}", born.format("%Y%m%d"));
            digits.push(check_sign(&digits));
            prop_assert!(IdNumber::parse(&digits, today()).is_ok());
            let mut slip = digits.into_bytes();
            slip[at] = b'0' + (slip[at] - b'0' + by) % 10;
            prop_assert!(IdNumber::parse(&String::from_utf8(slip).unwrap(), today()).is_err());
        }

        #[test]
        fn no_text_breaks_it(text in ".{0,40}") {
            let _ = IdNumber::parse(&text, today());
        }
    }
}
