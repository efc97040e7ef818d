//! How a project goes on, and when it is late. Pure.

use chrono::{Datelike, Days, NaiveDate};

use super::project::{self, Stage};

/// What may be done about a project's stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Decide that it is done (立项).
    Approve,
    /// Begin the work (开工).
    Start,
    /// Look it over and find it good (验收).
    Accept,
    /// Find something wrong after all (返工).
    Rework,
    /// Ask people, and close it (回访办结).
    FollowUp,
    /// Give it up (终止).
    Drop,
    /// Take it up again (重启).
    Revive,
}

impl Act {
    /// Every act, in the order of a project's course.
    pub const ALL: [Self; 7] = [Self::Approve, Self::Start, Self::Accept, Self::Rework, Self::FollowUp, Self::Drop, Self::Revive];

    /// The word that it travels as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Start => "start",
            Self::Accept => "accept",
            Self::Rework => "rework",
            Self::FollowUp => "follow_up",
            Self::Drop => "drop",
            Self::Revive => "revive",
        }
    }

    /// The act that travels as `word`.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.word() == word)
    }

    /// Whether it must be said why.
    pub const fn wants_reason(self) -> bool {
        matches!(self, Self::Rework | Self::Drop)
    }
}

/// The stage that an act leads to; none where it does not fit.
pub const fn next(stage: Stage, act: Act) -> Option<Stage> {
    Some(match (stage, act) {
        (Stage::Proposed, Act::Approve) => Stage::Approved,
        (Stage::Approved, Act::Start) | (Stage::Accepted, Act::Rework) => Stage::Building,
        (Stage::Building, Act::Accept) => Stage::Accepted,
        (Stage::Accepted, Act::FollowUp) => Stage::Followed,
        (Stage::Proposed | Stage::Approved | Stage::Building, Act::Drop) => Stage::Dropped,
        (Stage::Dropped, Act::Revive) => Stage::Proposed,
        _ => return None,
    })
}

/// Whether work on it is still ahead or under way.
pub const fn is_open(stage: Stage) -> bool {
    matches!(stage, Stage::Proposed | Stage::Approved | Stage::Building)
}

/// Whether it should be done and is not.
pub fn is_late(project: &project::Model, today: NaiveDate) -> bool {
    is_open(project.stage) && project.due_on.is_some_and(|due| due < today)
}

/// People are asked so many days after the acceptance, when they have lived with it.
const ASKED_AFTER: u64 = 30;
/// So many days before its day a milestone is told of.
const NOTICE: i64 = 3;
/// What stays open is told of again after so many days.
const AGAIN: i64 = 3;

/// Whether it is time to ask people what they think of it.
pub fn wants_opinions(project: &project::Model, today: NaiveDate) -> bool {
    project.stage == Stage::Accepted && project.accepted_on.is_some_and(|day| day + Days::new(ASKED_AFTER) <= today)
}

/// Whether somebody is reminded today of what is due on `due` and was told of on `told`.
pub fn is_told(due: NaiveDate, told: Option<NaiveDate>, today: NaiveDate) -> bool {
    (due - today).num_days() <= NOTICE && told.is_none_or(|told| (today - told).num_days() >= AGAIN)
}

/// Whether a day is one that a project can have: no slip of the pen by centuries.
pub fn is_plausible(day: NaiveDate) -> bool {
    (2000..2100).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};

    use super::*;

    #[test]
    fn a_project_goes_its_course_and_no_other() {
        let course = [Act::Approve, Act::Start, Act::Accept, Act::Rework, Act::Accept, Act::FollowUp];
        let end = course.into_iter().try_fold(Stage::Proposed, next);
        assert_eq!(end, Some(Stage::Followed));
        assert_eq!(next(Stage::Proposed, Act::Start), None, "nobody decided");
        assert_eq!(next(Stage::Approved, Act::Accept), None, "nothing was built");
        assert!(Act::ALL.into_iter().all(|act| next(Stage::Followed, act).is_none()), "closed is closed");
        assert_eq!(next(Stage::Accepted, Act::Drop), None, "it stands already");
    }

    proptest! {
        #[test]
        fn nothing_is_accepted_that_was_not_decided_and_built(acts in prop::collection::vec(select(Act::ALL.to_vec()), 0..30)) {
            let (mut stage, mut passed) = (Stage::Proposed, vec![Stage::Proposed]);
            for act in acts {
                if let Some(next) = next(stage, act) {
                    stage = next;
                    passed.push(stage);
                }
            }
            let place = |wanted: Stage| passed.iter().position(|stage| *stage == wanted);
            if let Some(accepted) = place(Stage::Accepted) {
                prop_assert!(place(Stage::Approved) < place(Stage::Building) && place(Stage::Building) < Some(accepted));
            }
        }
    }

    #[test]
    fn somebody_is_told_three_days_before_and_every_three_days_until_it_is_done() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a date");
        assert!(!is_told(day(14), None, day(10)));
        assert!(is_told(day(13), None, day(10)));
        assert!(!is_told(day(13), Some(day(10)), day(12)));
        assert!(is_told(day(13), Some(day(10)), day(13)) && is_told(day(13), Some(day(13)), day(20)));
    }
}
