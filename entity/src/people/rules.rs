//! What events add up to.

use chrono::{Datelike, NaiveDate};

use super::{person::State, person_event::Kind};

/// Muted without an end.
pub const FOR_EVER: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Something that happened to a resident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// What.
    pub kind: Kind,
    /// When.
    pub on_day: NaiveDate,
    /// Until when, as far as that is known.
    pub until_day: Option<NaiveDate>,
    /// What was said about it.
    pub note: String,
}

/// Where somebody is, and whether reminders of them are off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Where they are.
    pub state: State,
    /// Until which day nobody is reminded.
    pub muted_until: Option<NaiveDate>,
    /// Why.
    pub mute_reason: Option<String>,
}

/// This cannot happen to somebody who is in that state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Impossible;

/// What everything that happened adds up to. To undo an event is to leave it out: nothing else has to be put back.
pub fn standing(happenings: &[Happening]) -> Result<Standing, Impossible> {
    let mut in_order: Vec<&Happening> = happenings.iter().collect();
    // Of what happened on one day the first reported was first.
    in_order.sort_by_key(|happening| happening.on_day);
    let mut now = Standing { state: State::Present, muted_until: None, mute_reason: None };
    for happening in in_order {
        if !possible(&now, happening.kind) {
            return Err(Impossible);
        }
        match happening.kind {
            Kind::Death => now.state = State::Dead,
            Kind::MovedOut => now.state = State::MovedOut,
            Kind::MovedIn | Kind::HospitalOut | Kind::Returned => now.state = State::Present,
            Kind::HospitalIn => now.state = State::Hospital,
            Kind::Left => now.state = State::Away,
            Kind::Muted => {
                now.muted_until = Some(happening.until_day.unwrap_or(FOR_EVER));
                now.mute_reason = Some(happening.note.clone()).filter(|note| !note.is_empty());
            }
            Kind::Unmuted => (now.muted_until, now.mute_reason) = (None, None),
            Kind::Major => {}
        }
    }
    Ok(now)
}

fn possible(now: &Standing, kind: Kind) -> bool {
    match kind {
        Kind::Death | Kind::Muted => now.state != State::Dead,
        Kind::MovedOut | Kind::Major => !matches!(now.state, State::Dead | State::MovedOut),
        // Somebody who is here may have moved in: that is how an arrival is dated.
        Kind::MovedIn => matches!(now.state, State::MovedOut | State::Present),
        Kind::HospitalIn => matches!(now.state, State::Present | State::Away),
        Kind::HospitalOut => now.state == State::Hospital,
        Kind::Left => now.state == State::Present,
        Kind::Returned => now.state == State::Away,
        Kind::Unmuted => now.muted_until.is_some(),
    }
}

/// Whether somebody belongs to the community: not dead, not moved out.
pub fn belongs(state: State) -> bool {
    !matches!(state, State::Dead | State::MovedOut)
}

/// The age on a day.
pub fn age(born: NaiveDate, day: NaiveDate) -> i32 {
    day.year() - born.year() - i32::from((day.month(), day.day()) < (born.month(), born.day()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn happened(kind: Kind, day: u32) -> Happening {
        Happening { kind, on_day: NaiveDate::from_ymd_opt(2026, 3, day).unwrap(), until_day: None, note: String::new() }
    }

    fn state(kinds: &[(Kind, u32)]) -> Option<State> {
        standing(&kinds.iter().map(|(kind, day)| happened(*kind, *day)).collect::<Vec<_>>()).ok().map(|now| now.state)
    }

    #[test]
    fn events_lead_from_state_to_state() {
        assert_eq!(state(&[]), Some(State::Present));
        assert_eq!(state(&[(Kind::HospitalIn, 1), (Kind::HospitalOut, 5)]), Some(State::Present));
        assert_eq!(state(&[(Kind::MovedOut, 1), (Kind::MovedIn, 9)]), Some(State::Present));
        assert_eq!(state(&[(Kind::Death, 9), (Kind::HospitalIn, 1)]), Some(State::Dead), "the day counts, not the order of reports");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert_eq!(state(&[(Kind::Death, 1), (Kind::HospitalIn, 2)]), None);
        assert_eq!(state(&[(Kind::HospitalOut, 2)]), None);
        assert_eq!(state(&[(Kind::Unmuted, 2)]), None);
        assert_eq!(state(&[(Kind::MovedOut, 1), (Kind::MovedOut, 2)]), None);
    }

    #[test]
    fn muting_ends_with_its_day_or_when_it_is_taken_back() {
        let mut muted = happened(Kind::Muted, 2);
        assert_eq!(standing(std::slice::from_ref(&muted)).unwrap().muted_until, Some(FOR_EVER));
        muted.until_day = NaiveDate::from_ymd_opt(2026, 3, 20);
        assert_eq!(standing(std::slice::from_ref(&muted)).unwrap().muted_until, muted.until_day);
        assert_eq!(standing(&[muted, happened(Kind::Unmuted, 5)]).unwrap().muted_until, None);
    }

    #[test]
    fn age_counts_birthdays() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(age(day("1946-03-10"), day("2026-03-09")), 79);
        assert_eq!(age(day("1946-03-09"), day("2026-03-09")), 80);
    }

    proptest! {
        #[test]
        fn undoing_the_last_brings_back_what_was(picks in proptest::collection::vec(0usize..10, 0..12)) {
            let kinds = [Kind::Death, Kind::MovedOut, Kind::MovedIn, Kind::HospitalIn, Kind::HospitalOut, Kind::Left, Kind::Returned, Kind::Muted, Kind::Unmuted, Kind::Major];
            let mut past: Vec<Happening> = Vec::new();
            for (day, pick) in (1..).zip(picks) {
                let before = standing(&past);
                past.push(happened(kinds[pick], day));
                if standing(&past).is_err() {
                    past.pop();
                    prop_assert_eq!(standing(&past), before);
                }
            }
        }
    }
}
