//! For whom something is.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{attendance::error::AttendanceError, people::Group};

/// Whom something is for at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// Residents and members.
    #[default]
    Everybody,
    /// Residents only.
    Residents,
    /// Members only: staff, volunteers, partners.
    Members,
}

/// How often somebody may have stayed away lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoShows {
    /// So often is too often.
    pub from: i64,
    /// In so many days before.
    pub days: i64,
}

/// For whom something is; what is not told does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    /// Residents, members or both.
    pub whom: Whom,
    /// The least age in years.
    pub age_from: Option<i32>,
    /// The largest age in years.
    pub age_to: Option<i32>,
    /// One of these groups; any if there is none.
    pub groups: Vec<Group>,
    /// One of these grids; any if there is none.
    pub grids: Vec<Uuid>,
    /// Whoever stayed away so often has to ask the desk.
    pub no_shows: Option<NoShows>,
    /// Whoever takes part is nowhere else at that time.
    pub undivided: bool,
}

/// Somebody who wants to take part, as far as is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applicant {
    /// A resident.
    pub resident: bool,
    /// A member; a resident may be one as well.
    pub member: bool,
    /// Lives here still.
    pub belongs: bool,
    /// The age in years on the day of the occasion.
    pub age: Option<i32>,
    /// The groups.
    pub groups: Vec<Group>,
    /// The grid where they live.
    pub grid: Option<Uuid>,
    /// How often they stayed away within the days that the terms count.
    pub no_shows: i64,
    /// Takes part in something else at that time, and one of the two wants them undivided.
    pub busy: bool,
}

/// Below this age a guardian has to agree (《未成年人保护法》 and the rules on personal data draw the line here).
pub const CONSENT_BELOW: i32 = 14;

impl Applicant {
    /// Whether a guardian has to agree.
    pub fn is_minor(&self) -> bool {
        self.age.is_some_and(|age| age < CONSENT_BELOW)
    }
}

impl Terms {
    /// Whether numbers are sensible: ages up to 150, no-shows from 1, days up to a year.
    pub fn are_sensible(&self) -> bool {
        let age = |age: Option<i32>| age.is_none_or(|age| (0..=150).contains(&age));
        let order = self.age_from.zip(self.age_to).is_none_or(|(from, to)| from <= to);
        let no_shows = self.no_shows.is_none_or(|rule| (1..=100).contains(&rule.from) && (1..=366).contains(&rule.days));
        age(self.age_from) && age(self.age_to) && order && no_shows && self.groups.len() <= 20 && self.grids.len() <= 100
    }

    /// Why somebody cannot take part; none if they can. What is not known of somebody does not fit a condition on it.
    pub fn refusal(&self, who: &Applicant) -> Option<AttendanceError> {
        let fits_age = match (self.age_from, self.age_to, who.age) {
            (None, None, _) => true,
            (_, _, None) => false,
            (from, to, Some(age)) => from.is_none_or(|from| age >= from) && to.is_none_or(|to| age <= to),
        };
        let whom = match self.whom {
            Whom::Everybody => true,
            Whom::Residents => who.resident,
            Whom::Members => who.member,
        };
        let broken = [
            (who.belongs, AttendanceError::Gone),
            (!who.busy, AttendanceError::Busy),
            (whom, AttendanceError::Whom),
            (fits_age, AttendanceError::Age),
            (self.groups.is_empty() || who.groups.iter().any(|group| self.groups.contains(group)), AttendanceError::Group),
            (self.grids.is_empty() || who.grid.is_some_and(|grid| self.grids.contains(&grid)), AttendanceError::Grid),
            (self.no_shows.is_none_or(|rule| who.no_shows < rule.from), AttendanceError::StayedAway),
        ];
        broken.into_iter().find(|(fits, _)| !fits).map(|(_, error)| error)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn elder() -> Applicant {
        Applicant {
            resident: true,
            member: false,
            belongs: true,
            age: Some(72),
            groups: vec![Group::Alone],
            grid: Some(Uuid::nil()),
            no_shows: 1,
            busy: false,
        }
    }

    #[rstest]
    #[case(Terms::default(), None)]
    #[case(Terms { age_from: Some(60), ..Terms::default() }, None)]
    #[case(Terms { age_from: Some(73), ..Terms::default() }, Some(AttendanceError::Age))]
    #[case(Terms { age_to: Some(14), ..Terms::default() }, Some(AttendanceError::Age))]
    #[case(Terms { whom: Whom::Members, ..Terms::default() }, Some(AttendanceError::Whom))]
    #[case(Terms { whom: Whom::Residents, ..Terms::default() }, None)]
    #[case(Terms { groups: vec![Group::Alone, Group::VeryOld], ..Terms::default() }, None)]
    #[case(Terms { groups: vec![Group::VeryOld], ..Terms::default() }, Some(AttendanceError::Group))]
    #[case(Terms { grids: vec![Uuid::max()], ..Terms::default() }, Some(AttendanceError::Grid))]
    #[case(Terms { no_shows: Some(NoShows { from: 2, days: 90 }), ..Terms::default() }, None)]
    #[case(Terms { no_shows: Some(NoShows { from: 1, days: 90 }), ..Terms::default() }, Some(AttendanceError::StayedAway))]
    fn it_is_for_whom_it_says(#[case] terms: Terms, #[case] refusal: Option<AttendanceError>) {
        assert_eq!(terms.refusal(&elder()), refusal);
    }

    #[test]
    fn what_is_not_known_does_not_fit_and_the_gone_never_do() {
        let terms = Terms { age_from: Some(60), ..Terms::default() };
        assert_eq!(terms.refusal(&Applicant { age: None, ..elder() }), Some(AttendanceError::Age));
        assert_eq!(Terms::default().refusal(&Applicant { belongs: false, ..elder() }), Some(AttendanceError::Gone));
        assert_eq!(Terms::default().refusal(&Applicant { busy: true, ..elder() }), Some(AttendanceError::Busy));
    }
}
