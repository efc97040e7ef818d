//! How long to wait after a failure.

use std::time::Duration;

/// Full jitter over a window that doubles with each failure, up to an hour: what failed together does not come back together.
/// Never before what the other side asked for.
pub(super) fn backoff(attempts: i32, at_least: Option<Duration>) -> chrono::Duration {
    let window = 5u64.saturating_mul(1 << attempts.clamp(0, 10)).min(3600);
    let jitter = Duration::from_millis(rand::random_range(0..=window * 1000));
    // Jitter on top of what was asked for, or all would come back in that very second.
    chrono::Duration::from_std(at_least.unwrap_or_default() + jitter).unwrap_or(chrono::Duration::hours(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_doubles_up_to_an_hour() {
        for (attempts, most) in [(0, 5), (1, 10), (3, 40), (11, 3600), (i32::MAX, 3600)] {
            for _ in 0..200 {
                assert!(backoff(attempts, None).num_milliseconds() <= most * 1000, "{attempts}");
            }
        }
    }

    #[test]
    fn what_the_other_side_asks_for_is_kept() {
        for _ in 0..200 {
            assert!(backoff(0, Some(Duration::from_secs(120))).num_milliseconds() >= 120_000);
        }
    }

    #[test]
    fn what_fails_together_comes_back_spread_out() {
        let seconds: std::collections::BTreeSet<i64> = (0..500).map(|_| backoff(4, None).num_seconds()).collect();
        assert!(seconds.len() > 40, "{}", seconds.len());
    }
}
