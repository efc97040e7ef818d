//! Keeping a provider's limits, with one instant for each as the only memory. Pure.
//!
//! The instant is the time until which what was sent uses the limit up (the generic cell rate algorithm). A share of the limit may
//! go out at once, the rest at an even pace: so that no window of the provider, wherever it begins, ever holds more than it allows.

use chrono::{DateTime, Duration, Utc};

/// So many in any window of so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Its name.
    pub name: &'static str,
    /// How many.
    pub count: i32,
    /// In how many seconds.
    pub seconds: i64,
    /// Counted towards each address by itself.
    pub by_address: bool,
}

/// One more is sent at `now`: until when the limit is used up after that, or when it will be possible.
pub fn take(limit: Limit, used_until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<DateTime<Utc>, DateTime<Utc>> {
    let at_once = (limit.count / 2).max(1);
    let pace = Duration::milliseconds(limit.seconds * 1000 / i64::from((limit.count - at_once).max(1)) + 1);
    let used = used_until.map_or(now, |until| until.max(now));
    let slack = pace * (at_once - 1);
    match used - now > slack {
        true => Err(used - slack),
        false => Ok(used + pace),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// However the wishes come: no window holds more than the limit, and whoever waits as told gets through.
        #[test]
        fn no_window_ever_holds_more(count in 2i32..60, seconds in 1i64..3700, gaps in prop::collection::vec(0i64..5_000, 1..400)) {
            let limit = Limit { name: "any", count, seconds, by_address: false };
            let (mut now, mut used) = (DateTime::from_timestamp(1_772_323_200, 0).expect("an instant"), None);
            let mut sent: Vec<DateTime<Utc>> = Vec::new();
            for gap in gaps {
                now += Duration::milliseconds(gap);
                match take(limit, used, now) {
                    Ok(until) => {
                        used = Some(until);
                        sent.push(now);
                    }
                    Err(free) => {
                        prop_assert!(free > now);
                        prop_assert!(take(limit, used, free).is_ok());
                    }
                }
                let window = sent.iter().filter(|at| now - **at < Duration::seconds(seconds)).count();
                prop_assert!(window <= usize::try_from(count).expect("positive"), "{} in {} s", window, seconds);
            }
        }
    }
}
