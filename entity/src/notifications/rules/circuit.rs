//! When a provider is left alone (熔断). Pure.

use chrono::{DateTime, Duration, Utc};

/// So many failures in a row and it rests.
const MOST_FAILURES: i32 = 3;
/// The first rest, in seconds; each further one is twice as long.
const FIRST_REST: i64 = 10;
/// The longest rest, in seconds.
const LONGEST_REST: i64 = 600;

/// How long something rests that cannot work before somebody mends a setting: a look now and then is enough.
pub const MENDING: Duration = Duration::minutes(10);

/// How long it rests after `failures` in a row; none while it still has a chance. After a rest one message tries it.
pub fn pause(failures: i32) -> Option<Duration> {
    let over = u32::try_from(failures - MOST_FAILURES).ok()?;
    Some(Duration::seconds(FIRST_REST.saturating_mul(1 << over.min(10)).min(LONGEST_REST)))
}

/// Until when it rests after `failures` in a row.
pub fn rest(failures: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    pause(failures).map(|pause| now + pause)
}

/// Whether it is on trial after a rest: then one message at a time.
pub fn on_trial(failures: i32) -> bool {
    failures >= MOST_FAILURES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_failures_and_it_rests_longer_each_time() {
        let now = DateTime::from_timestamp(1_772_323_200, 0).expect("an instant");
        let rests = |failures| rest(failures, now).map(|until| (until - now).num_seconds());
        assert_eq!([1, 2, 3, 4, 9, 30].map(rests), [None, None, Some(10), Some(20), Some(600), Some(600)]);
    }
}
