//! What may be asked, who decides it, by when. Pure.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use super::{Class, Kind, State, error::PrivacyError};
use crate::{
    calendar::WorkCalendar,
    kernel::{Failure, Result, Role},
    people::{
        Address, IdNumber,
        date::{self, Date},
        name, phone, text,
        words::{self, word},
    },
};

/// A request is decided within so many workdays.
pub const WITHIN: i32 = 15;
/// So many workdays before that the desk is reminded.
pub const REMIND: i32 = 3;
/// A copy can be fetched for so many minutes.
pub const COPY_MINUTES: i64 = 15;
/// The longest words, in signs.
pub const LONGEST: usize = 500;

/// A field that somebody may have put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Field {
    /// The name.
    Name,
    /// The phone.
    Phone,
    /// The identity number.
    IdNumber,
    /// The birth date.
    BirthDate,
    /// Where they live.
    Address,
}

impl Field {
    /// What the field is to say, in the form in which it is kept.
    pub fn read(self, wanted: &str, today: NaiveDate) -> Option<String> {
        match self {
            Self::Name => name::normalised(wanted),
            Self::Phone => phone::normalised(wanted),
            Self::IdNumber => IdNumber::parse(wanted, today).ok().map(|number| number.as_str().to_owned()),
            Self::BirthDate => match date::parse(wanted) {
                Some(Date::Solar(born)) if born <= today => Some(born.to_string()),
                _ => None,
            },
            Self::Address => Address::parse(wanted).map(|address| address.to_string()),
        }
    }
}

/// What is done to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It is done as it was asked for.
    Accept,
    /// It is refused.
    Refuse,
    /// It is taken back.
    Withdraw,
}

/// Where a request stands after it.
pub fn next(state: State, event: Event) -> Option<State> {
    match (state, event) {
        (State::Open, Event::Accept) => Some(State::Done),
        (State::Open, Event::Refuse) => Some(State::Refused),
        (State::Open, Event::Withdraw) => Some(State::Withdrawn),
        (State::Done | State::Refused | State::Withdrawn, _) => None,
    }
}

/// What a request is about, once it is known to make sense: the word of a field or a class, empty for all of it.
pub fn about(kind: Kind, told: &str) -> Result<String> {
    let wrong = |code| Failure::invalid_field("about", code);
    match kind {
        Kind::Copy => Ok(String::new()),
        Kind::Correct => words::read::<Field>(told).map(word).ok_or_else(|| wrong("privacy.field_unknown")),
        Kind::Erase | Kind::Withdraw => {
            let class: Class = words::read(told).ok_or_else(|| wrong("privacy.class_unknown"))?;
            if kind == Kind::Withdraw && !class.may_be_withdrawn() {
                return Err(wrong("privacy.no_consent"));
            }
            Ok(word(class))
        }
    }
}

/// Whether somebody with this role decides a request of this kind: what takes data away, an administrator.
///
/// # Errors
/// `AdministratorDecides`.
pub fn may_decide(kind: Kind, role: Role) -> Result<(), PrivacyError> {
    match kind {
        Kind::Erase | Kind::Withdraw if role != Role::CommunityAdmin => Err(PrivacyError::AdministratorDecides),
        _ => Ok(()),
    }
}

/// The text as it is kept, if it is not too long.
pub fn worded(field: &str, told: &str) -> Result<String> {
    let words = text::line(told);
    if words.chars().count() > LONGEST { Err(Failure::invalid_field(field, "privacy.too_long")) } else { Ok(words) }
}

/// By when a request that came on `day` has to be decided.
pub fn due_on(calendar: &WorkCalendar, day: NaiveDate) -> NaiveDate {
    calendar.add_workdays(day, WITHIN)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Kind::Withdraw, "phone", None)]
    #[case(Kind::Withdraw, "visits", Some("privacy.no_consent"))]
    #[case(Kind::Erase, "visits", None)]
    #[case(Kind::Erase, "moon", Some("privacy.class_unknown"))]
    #[case(Kind::Correct, "phone", None)]
    #[case(Kind::Correct, "visits", Some("privacy.field_unknown"))]
    #[case(Kind::Copy, "", None)]
    fn only_what_makes_sense_can_be_asked(#[case] kind: Kind, #[case] told: &str, #[case] code: Option<&str>) {
        assert_eq!(about(kind, told).err().map(|failure| failure.fields()[0].code), code);
    }

    #[test]
    fn a_decision_is_final_and_data_is_taken_away_by_administrators_only() {
        assert_eq!(next(State::Open, Event::Accept), Some(State::Done));
        assert_eq!(next(State::Refused, Event::Accept), None);
        assert!(may_decide(Kind::Correct, Role::Staff).is_ok());
        assert_eq!(may_decide(Kind::Erase, Role::Staff), Err(PrivacyError::AdministratorDecides));
        assert!(may_decide(Kind::Withdraw, Role::CommunityAdmin).is_ok());
    }

    #[test]
    fn fifteen_workdays_leave_out_holidays() {
        let day = |text: &str| text.parse().unwrap();
        let calendar = WorkCalendar::new([]);
        assert_eq!(due_on(&calendar, day("2026-03-09")), day("2026-03-30"));
        assert!(due_on(&calendar, day("2026-09-28")) > day("2026-10-22"), "the national holiday does not count");
    }
}
