//! What happened to people in the year before: deaths, moves, stays in hospital.

use chrono::{Days, NaiveDate};

use super::random::Random;
use crate::people::{person::State, person_event::Kind};

/// How far back the demo's history goes.
pub const YEAR: u64 = 365;

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub kind: Kind,
    /// When.
    pub on_day: NaiveDate,
    /// Until when.
    pub until_day: Option<NaiveDate>,
}

/// What happens to a whole household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// It was there all year.
    Stays,
    /// It came.
    In(NaiveDate),
    /// It left.
    Out(NaiveDate),
}

impl Move {
    /// Whether and when a household moves.
    pub fn draw(today: NaiveDate, random: &mut Random) -> Self {
        let day = day_of_the_year(today, random);
        match random.between(0, 999) {
            0..20 => Self::In(day),
            20..34 => Self::Out(day),
            _ => Self::Stays,
        }
    }
}

/// What a person of `age` went through, in its order.
pub fn events(age: i64, moves: Move, today: NaiveDate, random: &mut Random) -> Vec<Event> {
    let event = |kind, on_day| Event { kind, on_day, until_day: None };
    match moves {
        Move::In(day) => return vec![event(Kind::MovedIn, day)],
        Move::Out(day) => return vec![event(Kind::MovedOut, day)],
        Move::Stays => {}
    }
    let (mortality, hospital) = match age {
        ..40 => (0.0004, 0.004),
        40..60 => (0.002, 0.01),
        60..70 => (0.009, 0.03),
        70..80 => (0.028, 0.06),
        80..90 => (0.075, 0.11),
        _ => (0.17, 0.14),
    };
    let mut events = Vec::new();
    if random.chance(hospital) {
        let from = day_of_the_year(today, random);
        let until = from + Days::new(u64::try_from(random.between(4, 32)).unwrap_or(4));
        events.push(Event { kind: Kind::HospitalIn, on_day: from, until_day: Some(until) });
        if until <= today {
            events.push(event(Kind::HospitalOut, until));
        }
    }
    if random.chance(mortality) {
        let day = day_of_the_year(today, random);
        events.retain(|event| event.on_day <= day);
        events.push(event(Kind::Death, day));
    }
    events
}

/// Where somebody is after all this.
pub fn state(events: &[Event]) -> State {
    match events.last().map(|event| event.kind) {
        Some(Kind::Death) => State::Dead,
        Some(Kind::MovedOut) => State::MovedOut,
        Some(Kind::HospitalIn) => State::Hospital,
        _ => State::Present,
    }
}

/// Whether somebody was at home on `day`?
pub fn at_home(events: &[Event], day: NaiveDate) -> bool {
    let before = match events.first().map(|event| event.kind) {
        Some(Kind::MovedIn) => State::MovedOut,
        _ => State::Present,
    };
    let until: Vec<Event> = events.iter().filter(|event| event.on_day <= day).copied().collect();
    let now = if until.is_empty() { before } else { state(&until) };
    now == State::Present
}

fn day_of_the_year(today: NaiveDate, random: &mut Random) -> NaiveDate {
    today - Days::new(u64::try_from(random.between(1, YEAR as i64 - 5)).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_very_old_die_more_often_and_nothing_follows_death() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let mut random = Random::new(9, "life");
        let mut deaths = |age| {
            let lives: Vec<Vec<Event>> = (0..2_000).map(|_| events(age, Move::Stays, today, &mut random)).collect();
            for life in &lives {
                let death = life.iter().position(|event| event.kind == Kind::Death);
                assert!(death.is_none_or(|at| at + 1 == life.len()), "{life:?}");
                assert!(life.iter().all(|event| event.on_day <= today));
            }
            lives.iter().filter(|life| state(life) == State::Dead).count()
        };
        assert!(deaths(92) > 3 * deaths(75));
    }

    #[test]
    fn somebody_who_moved_in_was_not_at_home_before() {
        let day = NaiveDate::from_ymd_opt(2026, 5, 1).unwrap();
        let life = [Event { kind: Kind::MovedIn, on_day: day, until_day: None }];
        assert!(!at_home(&life, day - Days::new(1)) && at_home(&life, day));
        assert!(at_home(&[], day));
    }
}
