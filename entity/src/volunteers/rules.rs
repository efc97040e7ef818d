//! What can be said of volunteers without a database: how they come and go, whom a task is for, how many stars hours make.

use uuid::Uuid;

use super::{Dispatch, Skill, State, volunteer_grading};

/// The longest reported service, in minutes.
pub const LONGEST_CLAIM: i64 = 12 * 60;
/// The minutes of a day.
pub const DAY: i64 = 24 * 60;
/// Hours are reported at most so many days later.
pub const REPORTED_WITHIN: u64 = 90;
/// So many stars there are.
pub const MOST_STARS: usize = 5;
/// Hours for one star to five, unless a community says otherwise.
pub const THRESHOLDS: [i64; MOST_STARS] = [100, 300, 600, 1_000, 1_500];
/// So many days a grading is shown for objection, unless told.
pub const PUBLISHED_FOR: i64 = 7;
/// Whoever asked is answered within so many workdays.
pub const ANSWERED_WITHIN: i32 = 2;

/// What happens to a volunteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// They ask.
    Apply,
    /// The office takes them, or registers them by itself.
    Approve,
    /// The office does not.
    Decline,
    /// They leave.
    Leave,
}

/// How a volunteer stands after an event; none if it cannot happen.
pub const fn next(state: State, event: Event) -> Option<State> {
    match (state, event) {
        (State::Declined | State::Left, Event::Apply) => Some(State::Applied),
        (State::Applied | State::Declined | State::Left, Event::Approve) => Some(State::Active),
        (State::Applied, Event::Decline) => Some(State::Declined),
        (State::Applied | State::Active, Event::Leave) => Some(State::Left),
        _ => None,
    }
}

/// Of two registrations of one person, the one whose state says more holds.
pub const fn weight(state: State) -> u8 {
    match state {
        State::Active => 3,
        State::Applied => 2,
        State::Left | State::Declined => 1,
        State::Merged => 0,
    }
}

/// Where somebody lives, or a task is: the grid, and the place on the walk through it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The grid.
    pub grid: Uuid,
    /// The building's place on the walk; none if only the grid is known.
    pub walk: Option<i64>,
}

impl Spot {
    /// How many buildings there are between two spots of one grid; none for spots of two. Where only the grid is known they are as far
    /// apart as can be.
    pub fn walk_to(self, other: Self) -> Option<u64> {
        let between = |(here, there): (i64, i64)| here.abs_diff(there);
        (self.grid == other.grid).then(|| self.walk.zip(other.walk).map_or(u64::MAX, between))
    }
}

/// To whom a task goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// How it is dispatched.
    pub dispatch: Dispatch,
    /// The skill that is wanted.
    pub skill: Option<Skill>,
    /// The team.
    pub team: Option<Uuid>,
    /// Where it is.
    pub spot: Option<Spot>,
}

/// What a volunteer has to offer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offering {
    /// What they can do.
    pub skills: Vec<Skill>,
    /// Their teams.
    pub teams: Vec<Uuid>,
    /// Where they live.
    pub spot: Option<Spot>,
}

impl Call {
    /// Whether the task is for somebody. What is not known of them does not fit a condition on it.
    pub fn is_for(&self, offering: &Offering) -> bool {
        match self.dispatch {
            Dispatch::Open => true,
            Dispatch::Skill => self.skill.is_some_and(|skill| offering.skills.contains(&skill)),
            Dispatch::Team => self.team.is_some_and(|team| offering.teams.contains(&team)),
            Dispatch::Near => self.walk(offering).is_some(),
        }
    }

    /// How far somebody walks to it, if they live in the same grid.
    pub fn walk(&self, offering: &Offering) -> Option<u64> {
        self.spot.zip(offering.spot).and_then(|(here, there)| here.walk_to(there))
    }
}

/// Whether hours make stars in a sensible way: five numbers, each larger than the one before.
pub fn are_sensible(thresholds: &[i64]) -> bool {
    thresholds.len() == MOST_STARS && thresholds.iter().all(|hours| (1..=100_000).contains(hours)) && thresholds.is_sorted_by(|a, b| a < b)
}

/// How many stars so many minutes make.
pub fn stars(minutes: i64, thresholds: &[i64]) -> i64 {
    i64::try_from(thresholds.iter().filter(|hours| minutes >= **hours * 60).count()).unwrap_or_default()
}

/// What is done with a grading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It is computed anew.
    Compute,
    /// It is shown for objection.
    Publish,
    /// The time for objections is over.
    Close,
    /// The stars are given.
    Award,
}

/// The stage of a grading after an act; none if it is not the time for it.
pub const fn graded(stage: volunteer_grading::Stage, act: Act) -> Option<volunteer_grading::Stage> {
    use volunteer_grading::Stage::{Awarded, Closed, Proposed, Published};
    match (stage, act) {
        (Proposed, Act::Compute) => Some(Proposed),
        (Proposed, Act::Publish) => Some(Published),
        (Published, Act::Close) => Some(Closed),
        (Closed, Act::Award) => Some(Awarded),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    const HERE: Spot = Spot { grid: Uuid::nil(), walk: Some(3) };

    fn call(dispatch: Dispatch) -> Call {
        Call { dispatch, skill: Some(Skill::Repair), team: Some(Uuid::max()), spot: Some(HERE) }
    }

    #[rstest]
    #[case(Dispatch::Open, Offering::default(), true)]
    #[case(Dispatch::Skill, Offering::default(), false)]
    #[case(Dispatch::Skill, Offering { skills: vec![Skill::Law, Skill::Repair], ..Offering::default() }, true)]
    #[case(Dispatch::Team, Offering { teams: vec![Uuid::nil()], ..Offering::default() }, false)]
    #[case(Dispatch::Team, Offering { teams: vec![Uuid::max()], ..Offering::default() }, true)]
    #[case(Dispatch::Near, Offering { spot: Some(Spot { grid: Uuid::nil(), walk: None }), ..Offering::default() }, true)]
    #[case(Dispatch::Near, Offering { spot: Some(Spot { grid: Uuid::max(), walk: Some(3) }), ..Offering::default() }, false)]
    #[case(Dispatch::Near, Offering::default(), false)]
    fn a_task_is_for_whom_it_says(#[case] dispatch: Dispatch, #[case] offering: Offering, #[case] fits: bool) {
        assert_eq!(call(dispatch).is_for(&offering), fits);
    }

    #[test]
    fn whoever_was_declined_or_left_may_ask_again() {
        assert_eq!(next(State::Applied, Event::Decline), Some(State::Declined));
        assert_eq!(next(State::Declined, Event::Apply), Some(State::Applied));
        assert_eq!(next(State::Active, Event::Leave), Some(State::Left));
        assert_eq!(next(State::Active, Event::Apply), None);
        assert_eq!(next(State::Left, Event::Leave), None);
    }

    #[test]
    fn stars_are_not_given_before_objections_could_be_made() {
        use volunteer_grading::Stage;
        assert_eq!(graded(Stage::Proposed, Act::Award), None);
        assert_eq!(graded(Stage::Published, Act::Award), None);
        assert_eq!(graded(Stage::Published, Act::Compute), None, "what is shown does not change by itself");
        assert_eq!(graded(Stage::Closed, Act::Award), Some(Stage::Awarded));
    }

    #[test]
    fn a_star_begins_with_its_last_minute() {
        assert_eq!(stars(100 * 60 - 1, &THRESHOLDS), 0);
        assert_eq!(stars(100 * 60, &THRESHOLDS), 1);
        assert_eq!(stars(1_500 * 60, &THRESHOLDS), 5);
        assert!(are_sensible(&THRESHOLDS));
        assert!(!are_sensible(&[1, 2, 3, 3, 4]));
    }

    proptest! {
        #[test]
        fn more_hours_never_make_fewer_stars(less in 0..200_000_i64, more in 0..200_000_i64) {
            let (less, more) = (less.min(more), less.max(more));
            prop_assert!(stars(less, &THRESHOLDS) <= stars(more, &THRESHOLDS));
        }
    }
}
