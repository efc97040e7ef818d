//! What a service is worth.

use crate::points::Per;

/// What one person may get for one service at most, and has got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Caps {
    /// A day's most, and what the day has brought.
    pub day: Option<(i64, i64)>,
    /// A month's most, and what the month has brought.
    pub month: Option<(i64, i64)>,
}

/// The points of a service that took `minutes`; whole points, rounded down, never more than the caps leave.
pub fn worth(per: Per, points: i64, minutes: i64, caps: Caps) -> i64 {
    let whole = match per {
        Per::Time => points,
        Per::Hour => points.saturating_mul(minutes.max(0)) / 60,
    };
    let left = [caps.day, caps.month].into_iter().flatten().map(|(most, got)| most - got);
    left.fold(whole, i64::min).max(0)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::an_hour_and_a_half(Per::Hour, 10, 90, None, None, 15)]
    #[case::by_the_minute(Per::Hour, 10, 5, None, None, 0)]
    #[case::once(Per::Time, 2, 600, None, None, 2)]
    #[case::the_day_is_full(Per::Time, 2, 60, Some((4, 3)), None, 1)]
    #[case::the_month_is_over_full(Per::Hour, 10, 60, Some((80, 0)), Some((100, 120)), 0)]
    #[case::a_clock_that_ran_backwards(Per::Hour, 10, -30, None, None, 0)]
    fn points_follow_the_rule(
        #[case] per: Per,
        #[case] points: i64,
        #[case] minutes: i64,
        #[case] day: Option<(i64, i64)>,
        #[case] month: Option<(i64, i64)>,
        #[case] expected: i64,
    ) {
        assert_eq!(worth(per, points, minutes, Caps { day, month }), expected);
    }
}
