use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn who(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn rule(turn: Turn) -> Rule {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
    Rule {
        members: (1..=4).map(who).collect(),
        desk: 1,
        out: 2,
        turn,
        anchor: day("2026-09-28"),
        rest: vec![who(1), who(2)],
        answer_minutes: Some(30),
        opens: time(9),
        closes: time(17),
    }
}

fn told(rule: &Rule, on: &str, away: &[u128]) -> String {
    let calendar = WorkCalendar::default();
    let shifts = rule.on(day(on), &calendar, |member, _| away.iter().any(|gone| who(*gone) == member));
    shifts.into_iter().map(|(post, member)| format!("{post:?}{}", member.as_u128())).collect::<Vec<_>>().join(" ")
}

/// National Day 2026: 1 to 7 October are free, 10 October (a Saturday) is worked.
#[rstest::rstest]
#[case::first("2026-09-28", &[], "B1 A2 A3")]
#[case::the_next_has_the_desk("2026-09-29", &[], "B2 A3 A4")]
#[case::a_holiday_has_its_own_round("2026-10-01", &[], "B1")]
#[case::and_goes_on("2026-10-02", &[], "B2")]
#[case::whoever_is_away_on_it_is_passed_over("2026-10-02", &[2], "B1")]
#[case::the_round_of_workdays_goes_on_after_it("2026-10-08", &[], "B4 A1 A2")]
#[case::a_make_up_workday_is_one("2026-10-10", &[], "B2 A3 A4")]
#[case::who_is_away_is_passed_over_and_nobody_else_is_shifted("2026-09-29", &[2], "B3 A4 A1")]
#[case::the_day_after_it_is_as_if_nobody_had_been_away("2026-09-30", &[], "B3 A4 A1")]
#[case::too_few_are_at_the_desk_first("2026-09-28", &[1, 2, 3], "B4")]
#[case::nobody("2026-09-28", &[1, 2, 3, 4], "")]
fn it_goes_round_by_workdays(#[case] on: &str, #[case] away: &[u128], #[case] expected: &str) {
    assert_eq!(told(&rule(Turn::Day), on, away), expected);
}

#[rstest::rstest]
#[case("2026-09-28", "B1 A2 A3")]
#[case("2026-09-30", "B1 A2 A3")]
#[case("2026-10-08", "B2 A3 A4")]
#[case("2026-10-12", "B3 A4 A1")]
fn by_weeks_a_whole_week_has_the_same(#[case] on: &str, #[case] expected: &str) {
    assert_eq!(told(&rule(Turn::Week), on, &[]), expected);
}

#[test]
fn before_it_begins_it_is_as_on_its_first_day() {
    assert_eq!(told(&rule(Turn::Day), "2026-09-21", &[]), "B1 A2 A3");
    assert_eq!(told(&rule(Turn::Week), "2026-09-21", &[]), "B1 A2 A3");
}

#[test]
fn what_cannot_be_followed_is_refused() {
    let code = |change: fn(&mut Rule)| {
        let mut rule = rule(Turn::Day);
        change(&mut rule);
        rule.check().err().map(|failure| format!("{failure:?}")).unwrap_or_default()
    };
    assert_eq!(code(|_| {}), "");
    assert!(code(|rule| rule.members.clear()).contains("members_wanted"));
    assert!(code(|rule| rule.members.push(who(1))).contains("member_twice"));
    assert!(code(|rule| rule.desk = 0).contains("seats_implausible"));
    assert!(code(|rule| rule.out = 4).contains("seats_implausible"));
    assert!(code(|rule| rule.answer_minutes = Some(1)).contains("minutes_implausible"));
    assert!(code(|rule| rule.closes = rule.opens).contains("hours_implausible"));
}

proptest::proptest! {
    /// Over as many workdays as there are members each has the desk once.
    #[test]
    fn everybody_has_the_desk_as_often_as_the_others(members in 1_u128..9, start in 0_u64..300) {
        let rule = Rule { members: (1..=members).map(who).collect(), out: 0, ..rule(Turn::Day) };
        let calendar = WorkCalendar::default();
        let days = (rule.anchor + chrono::Days::new(start)).iter_days().filter(|day| calendar.is_workday(*day));
        let mut seen: Vec<Uuid> = days.take(rule.members.len()).flat_map(|day| rule.on(day, &calendar, |_, _| false)).map(|(_, member)| member).collect();
        seen.sort_unstable();
        proptest::prop_assert_eq!(seen, rule.members);
    }
}
