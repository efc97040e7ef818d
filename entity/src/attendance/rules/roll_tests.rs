//! No order of events breaks a roll.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn who(number: u8) -> Uuid {
    Uuid::from_u128(u128::from(number) + 1)
}

fn empty(capacity: Option<i64>) -> Roll {
    Roll::new(capacity, true, false, Vec::new())
}

fn state(roll: &Roll, number: u8) -> Option<State> {
    roll.entries().iter().find(|entry| entry.id == who(number)).map(|entry| entry.state)
}

#[test]
fn whoever_waited_longest_gets_the_seat_that_becomes_free() {
    let mut roll = empty(Some(1));
    let states = [0, 1, 2].map(|number| roll.enter(who(number), false));
    assert_eq!(states, [Ok(State::SignedUp), Ok(State::Waiting), Ok(State::Waiting)]);
    assert_eq!(roll.leave(who(0)), Ok(vec![who(1)]));
    assert_eq!(roll.enter(who(0), false), Ok(State::Waiting), "whoever comes back is the last");
    assert_eq!(roll.leave(who(1)), Ok(vec![who(2)]));
}

#[test]
fn after_the_beginning_nobody_waits_and_nobody_is_promoted() {
    let mut roll = empty(Some(1));
    roll.enter(who(0), false).unwrap();
    roll.enter(who(1), false).unwrap();
    let mut roll = Roll::new(Some(1), true, true, roll.entries().to_vec());
    assert_eq!(roll.enter(who(2), false), Err(AttendanceError::Full));
    assert_eq!(roll.leave(who(0)), Ok(vec![]));
    assert_eq!(state(&roll, 1), Some(State::Waiting));
    roll.attend(who(1)).unwrap();
    assert_eq!(state(&roll, 1), Some(State::Attended), "the desk may give the empty seat to somebody who waited");
}

#[test]
fn fewer_seats_move_people_together_and_never_put_anybody_out() {
    let mut roll = empty(Some(3));
    let _ = [0, 1, 2].map(|number| roll.enter(who(number), false).unwrap());
    roll.leave(who(0)).unwrap();
    assert_eq!(roll.resize(Some(1)), Err(AttendanceError::MorePeopleThanSeats));
    roll.resize(Some(2)).unwrap();
    let seats: BTreeSet<_> = roll.entries().iter().filter_map(|entry| entry.seat).collect();
    assert_eq!(seats, BTreeSet::from([1, 2]));
}

#[test]
fn a_seat_is_kept_until_the_guardian_agrees_and_is_nobodys_otherwise() {
    let mut roll = empty(Some(1));
    assert_eq!(roll.enter(who(0), true), Ok(State::Pending));
    assert_eq!(roll.enter(who(1), true), Ok(State::Waiting));
    assert_eq!(roll.attend(who(0)), Err(AttendanceError::ConsentWanted));
    roll.agree(who(0)).unwrap();
    assert_eq!(roll.agree(who(0)), Err(AttendanceError::NoConsentWanted));
    assert_eq!((state(&roll, 0), roll.leave(who(0))), (Some(State::SignedUp), Ok(vec![who(1)])));
    assert_eq!(state(&roll, 1), Some(State::Pending));
    assert_eq!((roll.close(), state(&roll, 1)), (vec![], Some(State::Cancelled)), "nobody stayed away");
}

#[derive(Debug, Clone)]
enum Step {
    Enter(u8, bool),
    Agree(u8),
    Leave(u8),
    Attend(u8),
    Miss(u8),
    Resize(Option<i64>),
    Start,
    Close,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0u8..9, any::<bool>()).prop_map(|(number, minor)| Step::Enter(number, minor)),
        1 => (0u8..9).prop_map(Step::Agree),
        3 => (0u8..9).prop_map(Step::Leave),
        1 => (0u8..9).prop_map(Step::Attend),
        1 => (0u8..9).prop_map(Step::Miss),
        1 => proptest::option::of(0i64..6).prop_map(Step::Resize),
        1 => Just(Step::Start),
        1 => Just(Step::Close),
    ]
}

proptest! {
    #[test]
    fn no_order_of_events_breaks_it(capacity in proptest::option::of(0i64..5), steps in proptest::collection::vec(step(), 0..60)) {
        let (mut roll, mut capacity, mut started) = (empty(capacity), capacity, false);
        for step in steps {
            let before = roll.clone();
            let entered = match step {
                Step::Enter(number, minor) => roll.enter(who(number), minor).ok().map(|_| who(number)),
                Step::Agree(number) => { let _ = roll.agree(who(number)); None }
                Step::Leave(number) => { let _ = roll.leave(who(number)); None }
                Step::Attend(number) => { let _ = roll.attend(who(number)); None }
                Step::Miss(number) => { let _ = roll.miss(who(number)); None }
                Step::Resize(seats) => { if roll.resize(seats).is_ok() { capacity = seats; } None }
                Step::Start => { started = true; roll = Roll::new(capacity, true, true, roll.entries().to_vec()); None }
                Step::Close => { started = true; roll.close(); None }
            };
            let seats: Vec<i64> = roll.entries().iter().filter_map(|entry| entry.seat).collect();
            let seated_people = roll.entries().iter().filter(|entry| seated(entry.state)).count();
            if let Some(most) = capacity {
                prop_assert!(seated_people <= usize::try_from(most).unwrap(), "more people than seats");
                prop_assert_eq!(seats.len(), seated_people);
                prop_assert!(seats.iter().all(|seat| (1..=most).contains(seat)));
                prop_assert_eq!(seats.iter().collect::<BTreeSet<_>>().len(), seats.len(), "one seat, two people");
            } else {
                prop_assert!(seats.is_empty());
            }
            let tickets: BTreeSet<i64> = roll.entries().iter().map(|entry| entry.ticket).collect();
            prop_assert_eq!(tickets.len(), roll.entries().len());
            let waits = roll.entries().iter().any(|entry| entry.state == State::Waiting);
            prop_assert!(started || !waits || capacity.is_some_and(|most| seated_people as i64 >= most), "a seat is free while somebody waits");
            let early = roll.entries().iter().any(|entry| entry.wants_consent && matches!(entry.state, State::SignedUp | State::Attended));
            prop_assert!(!early, "a minor whose guardian has not agreed has a seat that counts");
            for entry in before.entries() {
                let now = roll.entries().iter().find(|now| now.id == entry.id).unwrap();
                if entry.state == State::Cancelled && entered != Some(entry.id) {
                    prop_assert_eq!(now.state, State::Cancelled, "somebody who cancelled is back");
                }
                if entry.state == State::Waiting && now.state == State::SignedUp {
                    prop_assert!(!started, "promoted after the beginning");
                }
            }
        }
    }
}
