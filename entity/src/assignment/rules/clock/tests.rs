use chrono_tz::Asia::Shanghai;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::calendar::DayKind;

fn morning(day: &str) -> DateTime<Utc> {
    local::at(Shanghai, day.parse().unwrap(), "10:00:00".parse().unwrap())
}

/// The local day whose end it is.
fn day(end: DateTime<Utc>) -> String {
    (local::day_of(Shanghai, end) - Days::new(1)).to_string()
}

fn deadlines(from: &str, terms: &Terms) -> Deadlines {
    Clock { zone: Shanghai, calendar: &WorkCalendar::default() }.deadlines(morning(from), terms)
}

#[rstest]
#[case::an_ordinary_week("2026-11-23", 5, "2026-11-30")]
#[case::over_a_weekend("2026-11-27", 1, "2026-11-30")]
#[case::the_saturday_before_spring_festival_is_worked("2026-02-13", 1, "2026-02-14")]
#[case::over_spring_festival("2026-02-14", 1, "2026-02-24")]
#[case::the_saturday_after_it_is_worked("2026-02-26", 2, "2026-02-28")]
#[case::over_qingming("2026-04-03", 1, "2026-04-07")]
#[case::over_labour_day("2026-04-30", 4, "2026-05-09")]
#[case::over_mid_autumn("2026-09-24", 1, "2026-09-28")]
#[case::over_national_day("2026-09-30", 3, "2026-10-10")]
#[case::the_sunday_before_national_day_is_worked("2026-09-18", 1, "2026-09-20")]
#[case::begun_on_a_holiday("2026-10-03", 1, "2026-10-08")]
#[case::the_same_day("2026-11-23", 0, "2026-11-23")]
#[case::the_same_day_on_a_holiday("2026-10-03", 0, "2026-10-08")]
#[case::over_new_year("2025-12-31", 1, "2026-01-04")]
fn it_is_due_at_the_end_of_a_workday(#[case] from: &str, #[case] handle: u32, #[case] last: &str) {
    assert_eq!(day(deadlines(from, &Terms { handle, ..Terms::default() }).due_at), last);
}

#[rstest]
#[case(10, Card::Before(2), Card::Share(100), "2026-10-16", "2026-10-20")]
#[case(10, Card::Share(50), Card::Before(1), "2026-10-13", "2026-10-19")]
#[case(3, Card::Share(50), Card::Share(90), "2026-10-08", "2026-10-09")]
fn cards_go_by_workdays_over_national_day(
    #[case] handle: u32,
    #[case] yellow: Card,
    #[case] red: Card,
    #[case] yellow_on: &str,
    #[case] red_on: &str,
) {
    let found = deadlines("2026-09-30", &Terms { handle, yellow, red, ..Terms::default() });
    assert_eq!((day(found.yellow_at), day(found.red_at)), (yellow_on.to_owned(), red_on.to_owned()));
}

#[test]
fn what_leaves_no_time_for_a_card_shows_it_at_once() {
    let found = deadlines("2026-11-23", &Terms { handle: 1, yellow: Card::Before(3), ..Terms::default() });
    assert_eq!((found.yellow_at, day(found.red_at)), (morning("2026-11-23"), "2026-11-24".to_owned()));
}

#[test]
fn what_is_due_the_same_day_is_not_red_before_its_end() {
    let found = deadlines("2026-11-23", &Terms { handle: 0, ..Terms::default() });
    assert_eq!((found.level_at(morning("2026-11-23")), day(found.red_at)), (Level::Green, "2026-11-23".to_owned()));
}

#[test]
fn a_day_off_of_its_own_moves_a_community_alone() {
    let own = WorkCalendar::new([("2026-11-24".parse().unwrap(), DayKind::Holiday)]);
    let found = Clock { zone: Shanghai, calendar: &own }.deadlines(morning("2026-11-23"), &Terms { handle: 1, ..Terms::default() });
    assert_eq!(day(found.due_at), "2026-11-25");
}

#[test]
fn a_deadline_that_a_human_chose_may_be_a_sunday() {
    let clock = Clock { zone: Shanghai, calendar: &WorkCalendar::default() };
    let found = clock.until(morning("2026-11-23"), "2026-11-29".parse().unwrap(), &Terms::default());
    assert_eq!(
        (day(found.yellow_at), day(found.red_at), day(found.due_at)),
        ("2026-11-26".into(), "2026-11-29".into(), "2026-11-29".into())
    );
    assert_eq!(day(found.over_head_at), "2026-11-30");
}

#[test]
fn levels_are_reached_one_after_the_other_and_none_is_skipped_by_sleeping() {
    let found = deadlines("2026-11-23", &Terms::default());
    assert_eq!(found.level_at(morning("2026-11-23")), Level::Green);
    let (mut level, mut seen) = (Level::Green, Vec::new());
    while let Some(at) = found.next_after(level) {
        level = found.level_at(at);
        seen.push((day(at), level));
    }
    let expected = [("2026-11-27", Level::Yellow), ("2026-11-30", Level::Red), ("2026-12-01", Level::OverHead)];
    assert_eq!(seen, expected.map(|(on, level)| (on.to_owned(), level)));
    assert_eq!(found.level_at(morning("2027-01-01")), Level::OverHead);
}

fn any_card() -> impl Strategy<Value = Card> {
    prop_oneof![(0u32..12).prop_map(Card::Before), (0u32..=120).prop_map(Card::Share)]
}

proptest! {
    #[test]
    fn whatever_the_terms_the_cards_come_in_order(
        start in 0u64..365, handle in 0u32..40, acknowledge in 0u32..40, over_head in 0u32..10, yellow in any_card(), red in any_card()
    ) {
        let from = morning("2026-01-01") + chrono::Duration::days(start as i64);
        let terms = Terms { acknowledge, handle, yellow, red, over_head };
        let found = Clock { zone: Shanghai, calendar: &WorkCalendar::default() }.deadlines(from, &terms);
        prop_assert!(from <= found.yellow_at && found.yellow_at <= found.red_at);
        prop_assert!(found.red_at <= found.due_at && found.due_at <= found.over_head_at);
        prop_assert!(from < found.acknowledge_by && found.acknowledge_by <= found.due_at);
    }
}
