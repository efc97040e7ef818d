//! What a street may set a target for, and how a figure does against it. Pure: the day is handed in.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{measure::MEASURES, rules::Span};

/// What a target can be set for: one figure that adds up, or what share one figure is of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal {
    /// The figure, by whose name the goal goes too.
    pub measure: &'static str,
    /// Of what it is a share, in whole percents; none if it is counted.
    pub of: Option<&'static str>,
}

const fn share(measure: &'static str, of: &'static str) -> Goal {
    Goal { measure, of: Some(of) }
}

const fn count(measure: &'static str) -> Goal {
    Goal { measure, of: None }
}

/// All of them. Figures of how many there are, and those that nobody wants more of, make no goals.
pub const GOALS: &[Goal] = &[
    share("visits.on_time", "visits.due"),
    share("directives.on_time", "directives.received"),
    share("matters.on_time", "matters.handled"),
    share("matters.solved", "matters.called_back"),
    share("matters.satisfied", "matters.called_back"),
    share("patrols.on_time", "patrols.rectified"),
    count("patrols.publicity_held"),
    share("whistles.answered", "whistles.calls"),
    share("whistles.arrived", "whistles.calls"),
    count("partners.joint_held"),
    count("meetings.held"),
    count("outreach.interviews"),
    count("volunteers.served"),
    count("volunteers.minutes"),
    count("activities.held"),
    count("activities.attended"),
    share("activities.satisfied", "activities.rated"),
    count("party.sessions"),
    share("party.attended", "party.expected"),
    count("party.study"),
    count("ledgers.inspected"),
    share("forms.on_time", "forms.due"),
    count("projects.accepted"),
];

/// The goal that is called so.
pub fn named(measure: &str) -> Option<&'static Goal> {
    GOALS.iter().find(|goal| goal.measure == measure)
}

/// The figures that goals are made of.
pub fn measures() -> impl Iterator<Item = &'static str> {
    MEASURES.iter().map(|measure| measure.name).filter(|name| GOALS.iter().any(|goal| goal.measure == *name || goal.of == Some(*name)))
}

/// How far somebody is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// What was done.
    pub done: i64,
    /// Of how many; nothing for what is counted.
    pub of: i64,
}

impl Done {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { done: self.done + other.done, of: self.of + other.of }
    }
}

/// How a figure does against its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// There was nothing yet of which it could be a share.
    Open,
    /// As much as is wanted (达成).
    Reached,
    /// As much as is wanted by now (进度正常).
    OnCourse,
    /// Less than is wanted by now (落后).
    Behind,
}

impl Standing {
    /// The word that names it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Reached => "reached",
            Self::OnCourse => "on_course",
            Self::Behind => "behind",
        }
    }
}

/// A year, and how much of it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year {
    /// Which year.
    pub year: i32,
    /// Its days up to today.
    pub span: Span,
    /// How many of its days are over: today is not.
    over: i64,
    /// How many it has.
    days: i64,
}

impl Year {
    /// The year as it is on `today`; none if the calendar has no such year.
    pub fn on(year: i32, today: NaiveDate) -> Option<Self> {
        let from = NaiveDate::from_ymd_opt(year, 1, 1)?;
        let end = NaiveDate::from_ymd_opt(year, 12, 31)?;
        let days = i64::from(end.ordinal());
        let over = (today - from).num_days().clamp(0, days);
        Some(Self { year, span: Span { from, to: today.clamp(from, end) }, over, days })
    }
}

/// How `done` does against `target`, which a count is to reach by the end of the year, in even steps, and a share is to be at any time.
pub fn judge(goal: &Goal, done: Done, target: i64, year: Year) -> Standing {
    let reached = match goal.of {
        Some(_) if done.of <= 0 => return Standing::Open,
        Some(_) => i128::from(done.done) * 100 >= i128::from(target) * i128::from(done.of),
        None => done.done >= target,
    };
    let on_course = goal.of.is_none() && i128::from(done.done) * i128::from(year.days) >= i128::from(target) * i128::from(year.over);
    match (reached, on_course && year.over < year.days) {
        (true, _) => Standing::Reached,
        (false, true) => Standing::OnCourse,
        (false, false) => Standing::Behind,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::reports::measure::{self, Behaviour};

    #[test]
    fn goals_are_of_figures_that_add_up_and_each_has_one_name() {
        for (at, goal) in GOALS.iter().enumerate() {
            for name in std::iter::once(goal.measure).chain(goal.of) {
                assert_eq!(measure::named(name).unwrap().behaviour, Behaviour::Flow, "{name}");
            }
            assert!(GOALS[at + 1..].iter().all(|other| other.measure != goal.measure), "{}", goal.measure);
        }
    }

    #[rstest]
    // A hundred in the year: on the second of July half of it is over.
    #[case("2026-07-02", 100, Standing::Reached)]
    #[case("2026-07-02", 50, Standing::OnCourse)]
    #[case("2026-07-02", 49, Standing::Behind)]
    // On its first day nothing is wanted yet, on its last day all but a day's part.
    #[case("2026-01-01", 0, Standing::OnCourse)]
    #[case("2026-12-31", 99, Standing::Behind)]
    #[case("2026-12-31", 100, Standing::Reached)]
    // Once the year is over, nothing is on course any more.
    #[case("2027-01-01", 99, Standing::Behind)]
    #[case("2027-06-01", 100, Standing::Reached)]
    fn a_count_is_wanted_in_even_steps(#[case] today: NaiveDate, #[case] done: i64, #[case] standing: Standing) {
        let year = Year::on(2026, today).unwrap();
        assert_eq!(judge(named("activities.held").unwrap(), Done { done, of: 0 }, 100, year), standing);
    }

    #[rstest]
    #[case(0, 0, Standing::Open)]
    #[case(19, 20, Standing::Reached)]
    #[case(94, 100, Standing::Behind)]
    #[case(0, 3, Standing::Behind)]
    fn a_share_is_wanted_at_any_time(#[case] done: i64, #[case] of: i64, #[case] standing: Standing) {
        for today in ["2026-01-02", "2026-12-31", "2027-02-01"] {
            let year = Year::on(2026, today.parse().unwrap()).unwrap();
            assert_eq!(judge(named("visits.on_time").unwrap(), Done { done, of }, 95, year), standing, "{today}");
        }
    }

    #[test]
    fn a_year_ends_where_the_day_is() {
        let span = |today: &str| Year::on(2026, today.parse().unwrap()).map(|year| (year.span.from.to_string(), year.span.to.to_string()));
        assert_eq!(span("2026-03-09"), Some(("2026-01-01".to_owned(), "2026-03-09".to_owned())));
        assert_eq!(span("2027-03-09"), Some(("2026-01-01".to_owned(), "2026-12-31".to_owned())));
        assert_eq!(span("2025-03-09"), Some(("2026-01-01".to_owned(), "2026-01-01".to_owned())));
    }
}
