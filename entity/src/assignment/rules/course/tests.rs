use proptest::prelude::*;
use rstest::rstest;

use super::*;

fn day(count: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_400_000 + count * 86_400, 0).unwrap()
}

const fn who(number: u8) -> Uuid {
    Uuid::from_u128(number as u128)
}

fn begun() -> Course {
    Course::begin(who(1), day(5))
}

fn at(state: State) -> Course {
    let holder = (state != State::Returned).then(|| who(1));
    Course { state, holder, ..begun() }
}

#[rstest]
#[case(Act::Assign { to: who(2), due_at: day(9) }, [None, None, Some(State::Assigned), None, None])]
#[case(Act::Acknowledge, [Some(State::Accepted), None, None, None, None])]
#[case(Act::Transfer { to: who(2) }, [Some(State::Assigned), Some(State::Assigned), None, None, None])]
#[case(Act::GiveBack, [Some(State::Returned), Some(State::Returned), None, None, None])]
#[case(Act::AskExtension { until: day(9) }, [Some(State::Assigned), Some(State::Accepted), None, None, None])]
#[case(Act::StandIn { by: who(2) }, [Some(State::Assigned), Some(State::Assigned), None, None, None])]
#[case(Act::Remind, [Some(State::Assigned), Some(State::Accepted), None, None, None])]
#[case(Act::Escalate { level: Level::Red }, [Some(State::Assigned), Some(State::Accepted), Some(State::Returned), None, None])]
#[case(Act::Complete, [Some(State::Done), Some(State::Done), None, None, None])]
#[case(Act::CallOff, [Some(State::CalledOff), Some(State::CalledOff), Some(State::CalledOff), None, None])]
#[case(Act::Reopen { due_at: day(9) }, [None, None, None, Some(State::Assigned), Some(State::Assigned)])]
fn only_what_can_happen_happens(#[case] act: Act, #[case] becomes: [Option<State>; 5]) {
    assert_eq!(State::ALL.map(|state| at(state).after(act).ok().map(|course| course.state)), becomes);
}

#[test]
fn a_stand_in_hands_back_to_the_one_whose_it_is() {
    let course = Course::told_by([
        Act::Assign { to: who(1), due_at: day(5) },
        Act::StandIn { by: who(2) },
        Act::Acknowledge,
        Act::StandIn { by: who(3) },
    ])
    .unwrap();
    assert_eq!((course.holder, course.stands_in_for), (Some(who(3)), Some(who(1))));
    assert_eq!(course.after(Act::StandIn { by: who(1) }), Err(Refusal::HoldsAlready));
    let back = course.after(Act::HandBack).unwrap();
    assert_eq!((back.holder, back.stands_in_for, back.state), (Some(who(1)), None, State::Assigned));
    assert_eq!(back.after(Act::HandBack), Err(Refusal::NobodyStandsIn));
}

#[test]
fn what_a_stand_in_did_is_reopened_for_the_one_whose_it_is() {
    let done = begun().after(Act::StandIn { by: who(2) }).unwrap().after(Act::Complete).unwrap();
    assert_eq!(done.holder, Some(who(2)));
    assert_eq!(done.after(Act::Reopen { due_at: day(9) }).unwrap().holder, Some(who(1)));
}

#[test]
fn more_time_is_asked_for_once_and_only_a_decision_moves_the_deadline() {
    assert_eq!(begun().after(Act::AskExtension { until: day(5) }), Err(Refusal::NotLater));
    assert_eq!(begun().after(Act::GrantExtension), Err(Refusal::NoExtensionAsked));
    let late = begun().after(Act::Escalate { level: Level::Yellow }).unwrap();
    let asked = late.after(Act::AskExtension { until: day(9) }).unwrap();
    assert_eq!((asked.due_at, asked.after(Act::AskExtension { until: day(10) })), (day(5), Err(Refusal::ExtensionWaits)));
    let refused = asked.after(Act::RefuseExtension).unwrap();
    assert_eq!(refused, late);
    let granted = asked.after(Act::GrantExtension).unwrap();
    assert_eq!((granted.due_at, granted.level, granted.asked_until), (day(9), Level::Green, None));
}

#[test]
fn what_was_asked_for_goes_with_whoever_asked() {
    let asked = begun().after(Act::AskExtension { until: day(9) }).unwrap();
    assert_eq!(asked.after(Act::Transfer { to: who(2) }).unwrap().asked_until, None);
}

#[test]
fn what_nobody_held_when_it_was_called_off_is_reopened_for_nobody() {
    let course = begun().after(Act::GiveBack).unwrap().after(Act::CallOff).unwrap();
    let reopened = course.after(Act::Reopen { due_at: day(9) }).unwrap();
    assert_eq!((reopened.state, reopened.holder, reopened.due_at), (State::Returned, None, day(9)));
}

fn any_act() -> impl Strategy<Value = Act> {
    let (member, later) = (|| (1u8..4).prop_map(who), || (0i64..20).prop_map(day));
    let level = prop_oneof![Just(Level::Green), Just(Level::Yellow), Just(Level::Red), Just(Level::OverHead)];
    prop_oneof![
        (member(), later()).prop_map(|(to, due_at)| Act::Assign { to, due_at }),
        Just(Act::Acknowledge),
        member().prop_map(|to| Act::Transfer { to }),
        Just(Act::GiveBack),
        later().prop_map(|until| Act::AskExtension { until }),
        Just(Act::GrantExtension),
        Just(Act::RefuseExtension),
        member().prop_map(|by| Act::StandIn { by }),
        Just(Act::HandBack),
        Just(Act::Remind),
        level.prop_map(|level| Act::Escalate { level }),
        Just(Act::Complete),
        Just(Act::CallOff),
        later().prop_map(|due_at| Act::Reopen { due_at }),
    ]
}

fn is_legal(course: &Course) -> bool {
    let holder = match course.state {
        State::Assigned | State::Accepted | State::Done => course.holder.is_some(),
        State::Returned => course.holder.is_none(),
        State::CalledOff => true,
    };
    let standing_in = course.stands_in_for.is_none_or(|absent| course.holder.is_some_and(|holder| holder != absent));
    let asked = course.asked_until.is_none_or(|until| course.state.is_held() && until > course.due_at);
    holder && standing_in && asked
}

proptest! {
    #[test]
    fn no_order_of_acts_reaches_an_illegal_state_and_history_explains_it(acts in proptest::collection::vec(any_act(), 0..60)) {
        let mut course = begun();
        let mut history = vec![Act::Assign { to: who(1), due_at: day(5) }];
        for act in acts {
            let Ok(next) = course.after(act) else { continue };
            prop_assert!(is_legal(&next), "{act:?} made {next:?} of {course:?}");
            history.push(act);
            course = next;
            prop_assert_eq!(Course::told_by(history.iter().copied()), Ok(course));
        }
    }

    #[test]
    fn a_history_survives_being_written_down(act in any_act()) {
        let written = serde_json::to_value(act).unwrap();
        prop_assert_eq!(serde_json::from_value::<Act>(written).unwrap(), act);
    }

    #[test]
    fn an_open_assignment_never_loses_its_deadline_or_its_level(acts in proptest::collection::vec(any_act(), 0..60)) {
        let mut course = begun();
        for act in acts {
            let Ok(next) = course.after(act) else { continue };
            let anew = matches!(act, Act::Assign { .. } | Act::GrantExtension | Act::Reopen { .. });
            prop_assert!(anew || (next.due_at == course.due_at && next.level >= course.level), "{act:?}");
            course = next;
        }
    }
}
