//! What carriers let one number have: a few in a minute, in an hour, in a day. So few that each is remembered, and none is given away. Pure.

use chrono::{DateTime, Duration, Utc};

/// So many in any window of so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How many.
    pub count: usize,
    /// In how many seconds.
    pub seconds: i64,
}

/// Two messages are not as long under way as each other: the second may arrive closer to the first than it left.
const UNEVEN: i64 = 2;

/// One more is sent at `now` after those `sent`: what is remembered from then on, and when there is room for the next.
pub fn after_one(windows: &[Window], sent: &[DateTime<Utc>], now: DateTime<Utc>) -> (Vec<DateTime<Utc>>, DateTime<Utc>) {
    let length = |window: &Window| Duration::seconds(window.seconds + UNEVEN);
    let longest = windows.iter().map(length).max().unwrap_or_default();
    let mut sent: Vec<_> = sent.iter().copied().filter(|at| now - *at < longest).chain([now]).collect();
    sent.sort_unstable();
    let free = |window: &Window| {
        let first = sent.len().checked_sub(window.count)?;
        Some(*sent.get(first)? + length(window))
    };
    let next = windows.iter().filter_map(free).max().unwrap_or(now);
    (sent, next.max(now))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PHONE: [Window; 3] =
        [Window { count: 1, seconds: 60 }, Window { count: 5, seconds: 3_600 }, Window { count: 10, seconds: 86_400 }];

    proptest! {
        /// However the wishes come: no window holds more, and nobody waits longer than the windows ask.
        #[test]
        fn no_window_ever_holds_more_and_none_is_given_away(gaps in prop::collection::vec(0i64..4_000, 1..200)) {
            let mut now = DateTime::from_timestamp(1_772_323_200, 0).expect("an instant");
            let (mut sent, mut free, mut all): (Vec<_>, _, Vec<DateTime<Utc>>) = (Vec::new(), now, Vec::new());
            for gap in gaps {
                now += Duration::seconds(gap);
                let within = |seconds: i64| all.iter().filter(|at| now - **at < Duration::seconds(seconds)).count();
                if free <= now {
                    (sent, free) = after_one(&PHONE, &sent, now);
                    all.push(now);
                } else {
                    let full = |window: &Window| within(window.seconds + UNEVEN) >= window.count;
                    prop_assert!(PHONE.iter().any(full), "it waits for nothing");
                }
                for Window { count, seconds } in PHONE {
                    let held = all.iter().filter(|at| now - **at < Duration::seconds(seconds)).count();
                    prop_assert!(held <= count, "{} in {} s", held, seconds);
                }
                prop_assert!(sent.len() <= 10);
            }
        }
    }
}
