//! Numbers that look right and belong to nobody: valid identity numbers of the district, phones of an unused block.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::random::Random;
use crate::people::{Sex, identity};

/// The district 北辰区 of 天津市, where the demo lives.
const DISTRICT: &str = "120113";
/// The first three digits that mobile networks use.
const NETWORKS: [&str; 16] =
    ["130", "131", "132", "133", "135", "136", "137", "138", "139", "150", "152", "158", "159", "186", "187", "189"];

/// Gives out numbers, none of them twice.
pub struct Numbers {
    random: Random,
    identities: HashSet<String>,
    phones: HashSet<String>,
}

impl Numbers {
    /// Numbers for one community. Across communities they may repeat, as tenants know nothing of each other.
    pub fn new(random: Random) -> Self {
        Self { random, identities: HashSet::new(), phones: HashSet::new() }
    }

    /// An identity number that says `born` and `sex`, with the right check sign.
    pub fn identity(&mut self, born: NaiveDate, sex: Sex) -> String {
        loop {
            // The last of the three serial digits is odd for men.
            let serial = self.random.between(0, 498) * 2 + i64::from(sex == Sex::Male);
            let mut number = format!("{DISTRICT}{}{serial:03}", born.format("%Y%m%d"));
            number.push(identity::check_sign(&number));
            if self.identities.insert(number.clone()) {
                return number;
            }
        }
    }

    /// A mobile phone number with 0000 in the middle, which nobody has.
    pub fn phone(&mut self) -> String {
        loop {
            let number = format!("{}0000{:04}", self.random.one_of(&NETWORKS), self.random.between(0, 9999));
            if self.phones.insert(number.clone()) {
                return number;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::IdNumber;

    #[test]
    fn identity_numbers_stand_the_check_and_say_who_they_are() {
        let mut numbers = Numbers::new(Random::new(5, "numbers"));
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for (year, sex) in [(1938, Sex::Female), (1975, Sex::Male), (2019, Sex::Female)] {
            let born = NaiveDate::from_ymd_opt(year, 2, 28).unwrap();
            let text = numbers.identity(born, sex);
            let number = IdNumber::parse(&text, today).unwrap();
            assert_eq!((number.birth_date(), number.sex()), (born, sex));
            assert!(text.starts_with("120113"));
        }
    }

    #[test]
    fn no_number_is_given_out_twice() {
        let mut numbers = Numbers::new(Random::new(5, "numbers"));
        let phones: HashSet<String> = (0..20_000).map(|_| numbers.phone()).collect();
        assert_eq!(phones.len(), 20_000);
        assert!(phones.iter().all(|phone| phone.len() == 11 && &phone[3..7] == "0000"));
    }
}
