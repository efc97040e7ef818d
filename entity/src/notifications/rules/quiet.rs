//! Quiet hours (免打扰时段): when people are left alone, and when they are told afterwards. Pure.

use chrono::{DateTime, Days, Duration, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::local;

/// A span of each local day, over midnight if it ends before it begins; empty if both are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// Its first minute.
    pub from: NaiveTime,
    /// The first minute after it.
    pub until: NaiveTime,
}

impl QuietHours {
    /// When the span that `now` is in ends; none outside of it.
    pub fn end(&self, zone: Tz, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let today = local::day_of(zone, now);
        let over_midnight = Days::new(u64::from(self.until < self.from));
        [today - Days::new(1), today].into_iter().find_map(|day| {
            let (begin, end) = (local::at(zone, day, self.from), local::at(zone, day + over_midnight, self.until));
            (begin <= now && now < end).then_some(end)
        })
    }

    /// When the next span ends that `now` is in or before: the next morning.
    pub fn next_end(&self, zone: Tz, now: DateTime<Utc>) -> DateTime<Utc> {
        let today = local::day_of(zone, now);
        let ends = (0..=2).map(|days| local::at(zone, today + Days::new(days), self.until));
        ends.into_iter().find(|end| *end > now).unwrap_or(now + Duration::days(1))
    }

    /// How long nobody is left alone, each day.
    pub fn open(&self) -> Duration {
        let quiet = self.until - self.from;
        Duration::days(1) - if quiet < Duration::zero() { quiet + Duration::days(1) } else { quiet }
    }
}

/// `opening`, moved by a share of `spread` that is the same for all messages of one reader and evenly distributed over readers:
/// what waited for the morning neither storms the providers nor reaches one person in pieces.
pub fn spread_out(opening: DateTime<Utc>, spread: Duration, reader: Uuid) -> DateTime<Utc> {
    // The end of a UUID is random in every version in use here.
    let share = (reader.as_u128() & 0xffff_ffff) as i64;
    opening + Duration::milliseconds((spread.num_milliseconds() * share) >> 32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn time(minutes: u32) -> NaiveTime {
        NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0).expect("a time of day")
    }

    proptest! {
        /// 400 days in zones with and without summer time: nothing is released inside, and everything within a day.
        #[test]
        fn nothing_is_released_in_quiet_hours(
            from in 0u32..1440,
            length in 1u32..1320,
            minute in 0i64..400 * 1440,
            spread in 10i64..=60,
            reader in any::<u128>(),
            zone in prop::sample::select(vec![Tz::Asia__Shanghai, Tz::Europe__Berlin, Tz::America__Sao_Paulo, Tz::Australia__Lord_Howe]),
        ) {
            let quiet = QuietHours { from: time(from), until: time((from + length) % 1440) };
            let now = DateTime::from_timestamp(1_772_323_200 + minute * 60, 0).expect("an instant");
            let local = now.with_timezone(&zone).time();
            let inside = if quiet.from < quiet.until {
                quiet.from <= local && local < quiet.until
            } else {
                local >= quiet.from || local < quiet.until
            };
            match quiet.end(zone, now) {
                Some(end) => {
                    let release = spread_out(end, Duration::minutes(spread), Uuid::from_u128(reader));
                    prop_assert!(release > now && release - now < Duration::hours(26));
                    prop_assert_eq!(quiet.end(zone, release), None);
                }
                // Where the clocks are set, an hour has two names: it is enough that one of them is outside.
                None => prop_assert!(!inside || zone != Tz::Asia__Shanghai),
            }
        }
    }

    #[test]
    fn the_morning_is_spread_over_the_whole_span() {
        let opening = DateTime::from_timestamp(1_772_323_200, 0).expect("an instant");
        let mut per_minute = [0; 10];
        for _ in 0..3_000 {
            let release = spread_out(opening, Duration::minutes(10), crate::kernel::id::new_id(opening));
            per_minute[usize::try_from((release - opening).num_minutes()).expect("after the opening")] += 1;
        }
        assert!(per_minute.iter().all(|sent| (200..=400).contains(sent)), "{per_minute:?}");
    }

    #[test]
    fn over_midnight_the_night_belongs_to_the_evening_before() {
        let quiet = QuietHours { from: time(21 * 60 + 30), until: time(7 * 60 + 30) };
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let shanghai = Tz::Asia__Shanghai;
        assert_eq!(quiet.end(shanghai, at("2026-03-09T19:00:00Z")), Some(at("2026-03-09T23:30:00Z")), "three in the morning");
        assert_eq!(quiet.end(shanghai, at("2026-03-09T13:29:59Z")), None);
        assert_eq!(quiet.end(shanghai, at("2026-03-09T23:30:00Z")), None);
        assert_eq!(quiet.open(), Duration::hours(14));
    }
}
