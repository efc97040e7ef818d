//! What may become of a copy, and when somebody is reminded of it. Pure.

use chrono::NaiveDate;

use super::{Kind, State};

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 80;
/// The longest text, in characters.
pub const LONGEST_BODY: usize = 5_000;
/// The longest answer or remark, in characters.
pub const LONGEST_ANSWER: usize = 2_000;

/// What is done with a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// The community has read it.
    Acknowledge,
    /// The community reports it as done.
    Report,
    /// The street agrees.
    Accept,
    /// The street wants more.
    Return,
    /// The street takes it back.
    Withdraw,
}

/// What `state` becomes by `act`; none if that cannot happen.
pub const fn next(kind: Kind, state: State, act: Act) -> Option<State> {
    match (kind, state, act) {
        (_, State::Sent, Act::Acknowledge) => Some(State::Acknowledged),
        // Whoever does it at once has read it.
        (Kind::Task, State::Sent | State::Acknowledged | State::Returned, Act::Report) => Some(State::Reported),
        (Kind::Task, State::Reported, Act::Accept) => Some(State::Accepted),
        (Kind::Task, State::Reported, Act::Return) => Some(State::Returned),
        (_, State::Sent | State::Acknowledged | State::Reported | State::Returned, Act::Withdraw) => Some(State::Withdrawn),
        _ => None,
    }
}

/// Whether the community still has something to do.
pub const fn is_open(kind: Kind, state: State) -> bool {
    match state {
        State::Sent | State::Returned => true,
        State::Acknowledged => matches!(kind, Kind::Task),
        State::Reported | State::Accepted | State::Withdrawn => false,
    }
}

/// Whether it should have been done by now: a task after its day, a notice after the day on which it was sent.
pub fn is_late(kind: Kind, state: State, due_on: Option<NaiveDate>, sent_on: NaiveDate, today: NaiveDate) -> bool {
    let end = match kind {
        Kind::Task => due_on,
        Kind::Notice => Some(sent_on),
    };
    is_open(kind, state) && end.is_some_and(|end| end < today)
}

/// Whether somebody is reminded of it today: it is late, due today or tomorrow, or nobody has acknowledged it since yesterday.
pub fn is_told(kind: Kind, state: State, due_on: Option<NaiveDate>, sent_on: NaiveDate, today: NaiveDate) -> bool {
    let near = due_on.is_some_and(|due| (due - today).num_days() <= 1);
    let unread = state == State::Sent && sent_on < today;
    is_open(kind, state) && (near || unread || is_late(kind, state, due_on, sent_on, today))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;
    use sea_orm::Iterable;

    use super::*;

    const ACTS: [Act; 5] = [Act::Acknowledge, Act::Report, Act::Accept, Act::Return, Act::Withdraw];

    proptest! {
        /// No order of acts reaches what the street has not asked for, or leaves an end.
        #[test]
        fn no_order_of_acts_is_illegal(task: bool, acts in prop::collection::vec(prop::sample::select(ACTS.to_vec()), 0..12)) {
            let kind = if task { Kind::Task } else { Kind::Notice };
            let mut state = State::Sent;
            for act in acts {
                let before = state;
                state = next(kind, state, act).unwrap_or(state);
                prop_assert!(task || !matches!(state, State::Reported | State::Returned | State::Accepted), "a notice is only read");
                if matches!(before, State::Accepted | State::Withdrawn) {
                    prop_assert_eq!(state, before, "an end is an end");
                }
                if state == State::Accepted && before != State::Accepted {
                    prop_assert_eq!(before, State::Reported, "nothing is accepted that was not reported");
                }
            }
        }
    }

    #[test]
    fn whatever_is_open_can_be_taken_back() {
        for kind in Kind::iter() {
            for state in State::iter().filter(|state| is_open(kind, *state)) {
                assert_eq!(next(kind, state, Act::Withdraw), Some(State::Withdrawn));
            }
        }
    }

    #[rstest]
    #[case::read_yesterday(Kind::Task, State::Acknowledged, Some("2026-03-20"), "2026-03-08", false, false)]
    #[case::nobody_read_it(Kind::Task, State::Sent, Some("2026-03-20"), "2026-03-08", true, false)]
    #[case::sent_today(Kind::Task, State::Sent, Some("2026-03-20"), "2026-03-09", false, false)]
    #[case::due_tomorrow(Kind::Task, State::Acknowledged, Some("2026-03-10"), "2026-03-01", true, false)]
    #[case::late(Kind::Task, State::Returned, Some("2026-03-08"), "2026-03-01", true, true)]
    #[case::done(Kind::Task, State::Reported, Some("2026-03-08"), "2026-03-01", false, false)]
    #[case::notice(Kind::Notice, State::Sent, None, "2026-03-08", true, true)]
    #[case::notice_read(Kind::Notice, State::Acknowledged, None, "2026-03-08", false, false)]
    fn people_are_reminded_of_what_cannot_wait(
        #[case] kind: Kind,
        #[case] state: State,
        #[case] due: Option<&str>,
        #[case] sent: &str,
        #[case] told: bool,
        #[case] late: bool,
    ) {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (due, sent, today) = (due.map(day), day(sent), day("2026-03-09"));
        assert_eq!(is_told(kind, state, due, sent, today), told);
        assert_eq!(is_late(kind, state, due, sent, today), late);
    }
}
