//! What can be said of campaigns and publicity events without a database: their courses, and which days are compared.

use chrono::{Days, NaiveDate};

use super::{patrol_campaign::Stage, publicity_event::Stage as Event};

/// A campaign takes so many days at most.
pub const LONGEST: i64 = 366;
/// So many grids and points are named at most.
pub const MOST_PLACES: usize = 200;
/// The most people, or leaflets, at one event.
pub const MOST_PEOPLE: i64 = 100_000;

/// What becomes of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Its first day is there.
    Begin,
    /// Its last day is over.
    End,
    /// It is summed up.
    Close,
    /// It is called off.
    Cancel,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Begin, Self::End, Self::Close, Self::Cancel];
}

/// The stage of a campaign after an act; none if it is not the time for it.
pub const fn next(stage: Stage, act: Act) -> Option<Stage> {
    match (stage, act) {
        (Stage::Planned, Act::Begin) => Some(Stage::Running),
        (Stage::Running, Act::End) => Some(Stage::Ended),
        (Stage::Running | Stage::Ended, Act::Close) => Some(Stage::Closed),
        (Stage::Planned | Stage::Running, Act::Cancel) => Some(Stage::Cancelled),
        _ => None,
    }
}

/// What becomes of a publicity event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It took place.
    Hold,
    /// It is called off.
    Cancel,
}

impl Turn {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Hold, Self::Cancel];
}

/// The stage of a publicity event after its turn; none if it is not the time for it.
pub const fn turned(stage: Event, turn: Turn) -> Option<Event> {
    match (stage, turn) {
        (Event::Planned, Turn::Hold) => Some(Event::Held),
        (Event::Planned, Turn::Cancel) => Some(Event::Cancelled),
        _ => None,
    }
}

/// Days from the first to the last, both of them in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub until: NaiveDate,
}

/// The days of a campaign, and as many before and after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    /// Before it began.
    pub before: Window,
    /// While it ran.
    pub during: Window,
    /// Since it is over.
    pub after: Window,
}

impl Windows {
    /// The windows of a campaign from its first day to its last; it ends earlier where it was closed earlier.
    pub fn of(from: NaiveDate, until: NaiveDate, closed_on: Option<NaiveDate>) -> Self {
        let until = closed_on.map_or(until, |closed| closed.min(until)).max(from);
        let length = Days::new((until - from).num_days().unsigned_abs() + 1);
        let one = Days::new(1);
        Self {
            before: Window { from: from - length, until: from - one },
            during: Window { from, until },
            after: Window { from: until + one, until: until + length },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    proptest! {
        #[test]
        fn no_order_of_acts_closes_a_campaign_that_never_ran(acts in prop::collection::vec(select(Act::ALL.to_vec()), 0..20)) {
            let mut passed = vec![Stage::Planned];
            for act in acts {
                passed.extend(passed.last().and_then(|stage| next(*stage, act)));
            }
            for (before, after) in passed.iter().zip(&passed[1..]) {
                prop_assert!(*after != Stage::Closed || matches!(before, Stage::Running | Stage::Ended));
                prop_assert!(!matches!(before, Stage::Closed | Stage::Cancelled), "what is over stays so");
            }
        }

        #[test]
        fn what_is_compared_is_equally_long_and_touches(start in 0u64..400, length in 0u64..400, early in prop::option::of(0u64..500)) {
            let day = |count| NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(count);
            let windows = Windows::of(day(start), day(start + length), early.map(day));
            let days = |window: Window| (window.until - window.from).num_days();
            prop_assert!(days(windows.before) == days(windows.during) && days(windows.during) == days(windows.after));
            prop_assert!(windows.before.until.succ_opt() == Some(windows.during.from) && windows.during.until.succ_opt() == Some(windows.after.from));
            prop_assert!(windows.during.until <= day(start + length));
        }
    }

    #[test]
    fn an_event_is_held_or_called_off_once() {
        for (stage, turn) in Event::ALL.into_iter().flat_map(|stage| Turn::ALL.map(|turn| (stage, turn))) {
            assert_eq!(turned(stage, turn).is_some(), stage == Event::Planned);
        }
    }
}
