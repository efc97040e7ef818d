//! What can be said of patrols without a database: what a return is, and how often a point is looked at.

use chrono::NaiveDate;

/// So many days it is watched after it was put right: only then it is solved.
pub const COOLING_DAYS: u64 = 14;
/// What comes up again within so many days after it was put right has come back.
pub const RETURNS_WITHIN: i64 = 90;
/// The longest time between two looks, in days.
pub const LONGEST: i64 = 365;

/// After how many days it came back, if it did.
pub fn return_days(rectified_on: Option<NaiveDate>, found_on: NaiveDate) -> Option<i64> {
    rectified_on.map(|rectified| (found_on - rectified).num_days()).filter(|days| (0..=RETURNS_WITHIN).contains(days))
}

/// How often a point is looked at after something came back: twice as often, at most daily.
pub const fn more_often(every_days: i64) -> i64 {
    if every_days <= 2 { 1 } else { every_days / 2 }
}

/// How often it is looked at after something stayed away: half as often, not more seldom than usual.
pub const fn less_often(every_days: i64, base_days: i64) -> i64 {
    let twice = every_days * 2;
    if twice < base_days { twice } else { base_days }
}

/// The rhythm at which a point comes to rest: a campaign that asks for it has it looked at as often as after a return.
pub const fn usual(base_days: i64, dense: bool) -> i64 {
    if dense { more_often(base_days) } else { base_days }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case::never_before(None, None)]
    #[case::on_the_same_day(Some("2026-03-09"), Some(0))]
    #[case::within_three_months(Some("2025-12-09"), Some(90))]
    #[case::long_ago(Some("2025-12-08"), None)]
    fn what_comes_up_soon_again_has_come_back(#[case] rectified: Option<&str>, #[case] days: Option<i64>) {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert_eq!(return_days(rectified.map(day), day("2026-03-09")), days);
    }

    #[test]
    fn a_point_is_looked_at_more_often_the_more_comes_back_and_finds_its_way_back() {
        let after: Vec<i64> = std::iter::successors(Some(14), |days| Some(more_often(*days))).take(6).collect();
        assert_eq!(after, [14, 7, 3, 1, 1, 1]);
        let back: Vec<i64> = std::iter::successors(Some(1), |days| Some(less_often(*days, 14))).take(6).collect();
        assert_eq!(back, [1, 2, 4, 8, 14, 14]);
        assert_eq!(less_often(14, 7), 7, "it was decided meanwhile");
    }
}
