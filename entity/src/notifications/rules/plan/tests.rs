use proptest::prelude::*;

use super::*;

const OPTIONAL: Topic = Topic { name: "visits.digest", duty: false };
const DUTY: Topic = Topic { name: "visits.nudge", duty: true };

fn noon() -> DateTime<Utc> {
    "2026-03-09T04:00:00Z".parse().expect("an instant")
}

fn at<'a>(policy: &'a Policy, wish: &'a Wish, open: &'a [Way], tried: &'a [Tried]) -> Situation<'a> {
    Situation {
        now: noon(),
        zone: Tz::Asia__Shanghai,
        policy,
        topic: OPTIONAL,
        urgent: false,
        member: Some(Uuid::from_u128(5)),
        guest: false,
        wish,
        open,
        tried,
        busy: &[],
        got_today: 0,
        sent_today: 0,
    }
}

fn tried(way: Way, state: delivery::State) -> Tried {
    Tried { way, state }
}

#[test]
fn the_wish_says_the_order_and_a_bounce_goes_on_to_the_next() {
    let (policy, wish) = (Policy::default(), Wish { muted: false, ways: vec![Way::Sms, Way::Mail] });
    let open = [Way::Mail, Way::Sms];
    assert_eq!(next(&at(&policy, &wish, &open, &[])), Next::Send(Way::Sms));
    let bounced = [tried(Way::Sms, delivery::State::Bounced)];
    assert_eq!(next(&at(&policy, &wish, &open, &bounced)), Next::Send(Way::Mail));
    let deferred = [tried(Way::Sms, delivery::State::Deferred)];
    assert_eq!(next(&at(&policy, &wish, &open, &deferred)), Next::Send(Way::Sms), "later is not never");
    let both = [bounced[0], tried(Way::Mail, delivery::State::Rejected)];
    assert_eq!(next(&at(&policy, &wish, &open, &both)), Next::Spent);
}

#[test]
fn only_what_is_no_duty_can_be_unsubscribed_from() {
    let (policy, wish) = (Policy::default(), Wish { muted: true, ways: vec![] });
    let optional = at(&policy, &wish, &[Way::Mail], &[]);
    assert_eq!(next(&optional), Next::Drop("unsubscribed"));
    assert_eq!(next(&Situation { topic: DUTY, ..optional }), Next::Send(Way::Mail));
}

#[test]
fn a_duty_reaches_people_by_ways_that_they_did_not_name() {
    let (policy, wish) = (Policy::default(), Wish { muted: false, ways: vec![Way::Wecom] });
    let optional = at(&policy, &wish, &[Way::Mail], &[]);
    assert_eq!(next(&optional), Next::Drop("no_way"));
    assert_eq!(next(&Situation { topic: DUTY, ..optional }), Next::Send(Way::Mail));
}

#[test]
fn a_way_that_keeps_asking_for_later_hands_over_and_gets_another_turn() {
    let (policy, wish) = (Policy::default(), Wish::default());
    let open = [Way::Mail, Way::Sms];
    let urgent = |tried: &[Tried]| next(&Situation { urgent: true, ..at(&policy, &wish, &open, tried) });
    let mut history = Vec::new();
    let thrice = |way| [way; 3];
    for expected in [thrice(Way::Mail), thrice(Way::Sms), thrice(Way::Mail), thrice(Way::Sms)].concat() {
        assert_eq!(urgent(&history), Next::Send(expected), "{history:?}");
        history.push(tried(expected, delivery::State::Deferred));
    }
    let five = [tried(Way::Mail, delivery::State::Deferred); 5];
    assert_eq!(next(&at(&policy, &wish, &open, &five[..4])), Next::Send(Way::Mail), "what can wait is more patient");
    assert_eq!(next(&at(&policy, &wish, &open, &five)), Next::Send(Way::Sms));
    assert_eq!(next(&at(&policy, &wish, &[Way::Mail], &five)), Next::Send(Way::Mail), "the only way is tried on and on");
}

#[test]
fn a_busy_way_makes_way_for_the_next() {
    let (policy, wish) = (Policy::default(), Wish::default());
    let there = at(&policy, &wish, &[Way::Mail, Way::Sms], &[]);
    assert_eq!(next(&Situation { busy: &[Way::Mail], ..there.clone() }), Next::Send(Way::Sms));
    assert_eq!(next(&Situation { busy: &[Way::Mail, Way::Sms], ..there }), Next::Spent);
}

#[test]
fn in_a_trial_only_guests_are_told() {
    let wish = Wish::default();
    let trial = Policy { trial: true, ..Policy::default() };
    let there = at(&trial, &wish, &[Way::Mail], &[]);
    assert_eq!(next(&there), Next::Drop("trial_mode"));
    assert_eq!(next(&Situation { member: None, ..there.clone() }), Next::Drop("trial_mode"), "nor groups, nor who has no account");
    assert_eq!(next(&Situation { guest: true, ..there }), Next::Send(Way::Mail));
}

#[test]
fn limits_wait_for_the_morning_and_urgent_messages_do_not() {
    let (policy, wish) = (Policy { daily_quota: Some(5), ..Policy::default() }, Wish::default());
    let full = Situation { got_today: 20, ..at(&policy, &wish, &[Way::Mail], &[]) };
    let Next::Hold { until, reason: "daily_cap" } = next(&full) else { panic!("{:?}", next(&full)) };
    assert_eq!(until.date_naive().to_string(), "2026-03-09", "half past seven in China");
    let spent = Situation { sent_today: 5, ..at(&policy, &wish, &[Way::Mail], &[]) };
    assert!(matches!(next(&spent), Next::Hold { reason: "daily_quota", .. }));
    assert_eq!(next(&Situation { urgent: true, ..spent }), Next::Send(Way::Mail));
}

proptest! {
    /// 400 days: what can wait is never sent in quiet hours; what cannot is never held.
    #[test]
    fn quiet_hours_are_kept(minute in 0i64..400 * 1440, urgent: bool, got in 0i64..40, tries in 0usize..4) {
        let (policy, wish) = (Policy::default(), Wish::default());
        let now = noon() + chrono::Duration::minutes(minute);
        let history = vec![tried(Way::Mail, delivery::State::Deferred); tries];
        let there = Situation { now, urgent, got_today: got, ..at(&policy, &wish, &[Way::Mail], &history) };
        match next(&there) {
            Next::Send(_) => prop_assert!(urgent || (policy.quiet.end(there.zone, now).is_none() && (got < 20 || tries > 0))),
            Next::Hold { until, .. } => {
                prop_assert!(!urgent && until > now);
                prop_assert!(policy.quiet.end(there.zone, until).is_none(), "released into the next night");
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
