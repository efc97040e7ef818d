//! What of a year's points is left when it lapses: whoever spends spends the oldest first.

use chrono::{Datelike, Days, NaiveDate};

/// People are told so many days before.
pub const TOLD_BEFORE: u64 = 30;

/// Points that came onto an account, or went, on a day. What was undone, and what undid it, never happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The day.
    pub day: NaiveDate,
    /// How many; below zero they went.
    pub points: i64,
}

/// How many of the points that came until the end of `year` are still there. Never more than the account has.
pub fn left(moves: &[Moved], year: i32) -> i64 {
    let came: i64 = moves.iter().filter(|one| one.points > 0 && one.day.year() <= year).map(|one| one.points).sum();
    let went: i64 = moves.iter().filter(|one| one.points < 0).map(|one| -one.points).sum();
    (came - went).max(0)
}

/// Which year is to be announced on `today` where points lapse each `month` and `day`, and when it lapses: nobody has less than thirty days,
/// also where it is decided in between or the worker was down. A year that could not be announced in time does not lapse before the next.
pub fn to_announce(today: NaiveDate, month: u32, day: u32) -> Option<(i32, NaiveDate)> {
    // On the thirty days before the first of January that day is one of the next year.
    [today.year(), today.year() + 1].into_iter().find_map(|year| {
        let due = NaiveDate::from_ymd_opt(year, month, day)?;
        let told = today + Days::new(TOLD_BEFORE);
        (due - Days::new(TOLD_BEFORE) <= today && today <= due).then(|| (year - 1, due.max(told)))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    /// The same with heaps that are taken from one by one, the oldest first.
    fn by_heaps(moves: &[Moved], year: i32) -> i64 {
        let mut heaps: Vec<Moved> = moves.iter().copied().filter(|one| one.points > 0).collect();
        heaps.sort_by_key(|heap| heap.day);
        for gone in moves.iter().filter(|one| one.points < 0) {
            let mut wanted = -gone.points;
            for heap in &mut heaps {
                let taken = wanted.min(heap.points);
                heap.points -= taken;
                wanted -= taken;
            }
        }
        heaps.iter().filter(|heap| heap.day.year() <= year).map(|heap| heap.points).sum()
    }

    /// What may happen to an account that cannot be overdrawn.
    fn course() -> impl Strategy<Value = Vec<Moved>> {
        prop::collection::vec((0u64..1_500, -60i64..60), 0..40).prop_map(|mut steps| {
            steps.sort_by_key(|(day, _)| *day);
            let mut balance = 0;
            let steps = steps.into_iter().filter(|(_, points)| {
                let possible = *points != 0 && balance + points >= 0;
                balance += if possible { *points } else { 0 };
                possible
            });
            steps.map(|(after, points)| Moved { day: day(2024, 1, 1) + Days::new(after), points }).collect()
        })
    }

    proptest! {
        /// Whoever spends spends the oldest first, nobody is overdrawn, and what has lapsed does not lapse again.
        #[test]
        fn the_oldest_lapses_first_and_nobody_is_overdrawn(moves in course(), year in 2023i32..2029) {
            let (balance, lapses) = (moves.iter().map(|one| one.points).sum::<i64>(), left(&moves, year));
            prop_assert_eq!(lapses, by_heaps(&moves, year));
            prop_assert!((0..=balance).contains(&lapses));
            prop_assert!(lapses <= left(&moves, year + 1));
            let posting = Moved { day: day(year + 1, 3, 31), points: -lapses };
            let after: Vec<Moved> = moves.iter().copied().chain((lapses > 0).then_some(posting)).collect();
            prop_assert_eq!(left(&after, year), 0);
            // The holder's entry and that of the community's own account make nothing.
            prop_assert_eq!(balance + after.iter().map(|one| -one.points).sum::<i64>(), lapses);
        }
    }

    #[rstest]
    #[case::too_early(day(2026, 2, 28), None)]
    #[case::thirty_days_before(day(2026, 3, 1), Some((2025, day(2026, 3, 31))))]
    #[case::decided_late(day(2026, 3, 20), Some((2025, day(2026, 4, 19))))]
    #[case::on_the_day(day(2026, 3, 31), Some((2025, day(2026, 4, 30))))]
    #[case::over(day(2026, 4, 1), None)]
    fn thirty_days_are_kept(#[case] today: NaiveDate, #[case] expected: Option<(i32, NaiveDate)>) {
        assert_eq!(to_announce(today, 3, 31), expected);
    }

    #[test]
    fn the_first_of_january_is_announced_in_december() {
        assert_eq!(to_announce(day(2026, 12, 2), 1, 1), Some((2026, day(2027, 1, 1))));
        assert_eq!(to_announce(day(2026, 12, 1), 1, 1), None);
    }
}
