//! How fast a worker works, and how long it waits for what.

use std::time::Duration;

/// The times that a worker keeps. Only tests change them.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How long a job is ours without a sign of life.
    pub lease: Duration,
    /// A handler that is not done by then never will be.
    pub longest_turn: Duration,
    /// How long without a hint before looking again.
    pub poll: Duration,
    /// How long a stop waits for what is in hand, before it is given back.
    pub drain: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { lease: super::LEASE, longest_turn: Duration::from_secs(900), poll: Duration::from_secs(1), drain: Duration::from_secs(8) }
    }
}

/// How many handlers run at once.
pub(super) const AT_ONCE: usize = 16;
/// How many run besides of those that wait for others nearly all the time. What they have begun is in doubt when this process dies.
pub(super) const WAITING: usize = 96;
/// How many jobs are looked into at once after a process vanished with them.
pub(super) const SUSPECTS: usize = 16;
/// How many at once are alone in a process: one that never ends holds up nobody but itself.
pub(super) const ACCUSED: usize = 4;
/// The most jobs in hand, those that wait for a free hand included.
pub(super) const MOST: usize = 1_000;

/// How many jobs in hand are enough, when `before` lasted for `lasted`: while jobs are done in no time, one claim brings hundreds; while
/// they take long, what this worker cannot begin is left to others.
pub(super) fn appetite(before: usize, lasted: Duration) -> usize {
    match lasted {
        quick if quick < Duration::from_millis(100) => (before * 2).min(MOST),
        slow if slow > Duration::from_millis(300) => (before / 2).max(AT_ONCE),
        _ => before,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_jobs_are_taken_by_the_hundred_and_slow_ones_by_the_hand() {
        let after = |times: usize, lasted: u64, from: usize| (0..times).fold(from, |size, _| appetite(size, Duration::from_millis(lasted)));
        assert_eq!(after(10, 5, AT_ONCE), MOST);
        assert_eq!(after(10, 2_000, MOST), AT_ONCE);
        assert_eq!(after(10, 200, 64), 64);
    }
}
