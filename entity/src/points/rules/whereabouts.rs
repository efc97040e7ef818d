//! What is odd about where phones were when people came and went, and about one phone for many.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

/// Nobody is quicker, in metres a second: a car on a clear road.
const FASTEST: f64 = 33.0;
/// A phone may be so far from the place, in metres: a yard, a park.
const NEAR: f64 = 500.0;
/// What rounding takes from two positions, in metres.
const ROUNDED: f64 = 20.0;
/// So many people on one phone are a family: a parent with two children.
const FAMILY: usize = 3;
/// The radius of the earth, in metres.
const EARTH: f64 = 6_371_000.0;

/// A place on the earth (WGS-84), in ten-thousandths of a degree: as exact as a house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// North of the equator.
    pub lat: i64,
    /// East of Greenwich.
    pub lng: i64,
}

/// Where a phone was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// When.
    pub at: DateTime<Utc>,
    /// About where.
    pub spot: Spot,
    /// Give or take so many metres.
    pub accuracy: i64,
}

/// What is odd, and what was seen of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "odd", rename_all = "snake_case")]
pub enum Whereabouts {
    /// From one place to another quicker than anybody is.
    Travel {
        /// At least so far apart.
        metres: i64,
        /// In so many minutes.
        minutes: i64,
    },
    /// Too far from the place.
    Far {
        /// At least so far from it.
        metres: i64,
    },
    /// One phone for too many.
    Device {
        /// So many people.
        people: i64,
    },
}

impl Whereabouts {
    /// The word that is kept and travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Travel { .. } => "travel",
            Self::Far { .. } => "far",
            Self::Device { .. } => "device",
        }
    }
}

/// The way over the earth, in metres.
#[allow(clippy::cast_precision_loss, reason = "degrees are small numbers")]
pub fn distance(from: Spot, to: Spot) -> f64 {
    let radians = |part: i64| (part as f64 / 10_000.0).to_radians();
    let (north, south) = (radians(from.lat), radians(to.lat));
    let (up, along) = ((south - north) / 2.0, (radians(to.lng) - radians(from.lng)) / 2.0);
    let half = up.sin().powi(2) + north.cos() * south.cos() * along.sin().powi(2);
    2.0 * EARTH * half.sqrt().min(1.0).asin()
}

/// What is odd about two positions of one person: the way that is left once both are taken to be as near as they may be, in the time between.
#[allow(clippy::cast_precision_loss, reason = "seconds between two days and metres of accuracy are small numbers")]
pub fn travel(one: Seen, other: Seen) -> Option<Whereabouts> {
    let way = distance(one.spot, other.spot) - (one.accuracy + other.accuracy) as f64 - ROUNDED;
    let time: Duration = (one.at - other.at).abs();
    (way > 0.0 && way > time.num_seconds() as f64 * FASTEST)
        .then(|| Whereabouts::Travel { metres: whole(way), minutes: time.num_minutes() })
}

/// What is odd about a position beside the place where somebody took part.
#[allow(clippy::cast_precision_loss, reason = "metres of accuracy are small numbers")]
pub fn far(seen: Seen, place: Spot) -> Option<Whereabouts> {
    let way = distance(seen.spot, place) - seen.accuracy as f64 - ROUNDED;
    (way > NEAR).then(|| Whereabouts::Far { metres: whole(way) })
}

/// What is odd about one phone for so many people.
pub fn shared(people: usize) -> Option<Whereabouts> {
    (people > FAMILY).then(|| Whereabouts::Device { people: i64::try_from(people).unwrap_or(i64::MAX) })
}

#[allow(clippy::cast_possible_truncation, reason = "no way is longer than half round the earth")]
fn whole(metres: f64) -> i64 {
    metres.round() as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(second: i64, lat: i64, lng: i64, accuracy: i64) -> Seen {
        Seen { at: DateTime::<Utc>::UNIX_EPOCH + Duration::seconds(second), spot: Spot { lat, lng }, accuracy }
    }

    fn spot() -> impl Strategy<Value = Spot> {
        (-900_000i64..=900_000, -1_800_000i64..=1_800_000).prop_map(|(lat, lng)| Spot { lat, lng })
    }

    #[test]
    fn a_degree_north_is_as_long_as_a_degree_is() {
        let way = distance(Spot { lat: 390_000, lng: 1_170_000 }, Spot { lat: 400_000, lng: 1_170_000 });
        assert!((111_000.0..111_400.0).contains(&way), "{way}");
    }

    #[test]
    fn across_town_in_a_minute_is_odd_and_in_half_an_hour_is_not() {
        let (here, there) = (seen(0, 391_000, 1_172_000, 30), |second| seen(second, 391_500, 1_173_000, 30));
        assert_eq!(travel(here, there(60)).map(Whereabouts::word), Some("travel"));
        assert_eq!(travel(here, there(1_800)), None);
        assert_eq!(far(there(0), here.spot).map(Whereabouts::word), Some("far"));
        assert_eq!(far(seen(0, 391_010, 1_172_010, 30), here.spot), None);
        assert_eq!((shared(3), shared(4).map(Whereabouts::word)), (None, Some("device")));
    }

    proptest! {
        /// Which of the two is asked about first does not matter, more time or less accuracy never makes anything odd, and whoever stays is never odd.
        #[test]
        fn only_speed_is_odd(one in spot(), other in spot(), seconds in 0i64..100_000, later in 0i64..100_000, vague in 0i64..5_000) {
            let (from, to) = (seen(0, one.lat, one.lng, 10), seen(seconds, other.lat, other.lng, 10));
            prop_assert_eq!(travel(from, to), travel(to, from));
            let eased = Seen { at: to.at + Duration::seconds(later), accuracy: to.accuracy + vague, ..to };
            prop_assert!(travel(from, to).is_some() || travel(from, eased).is_none());
            prop_assert_eq!(travel(from, Seen { spot: one, ..to }), None);
            prop_assert!(distance(one, other) <= std::f64::consts::PI * EARTH + 1.0);
            if let Some(Whereabouts::Travel { metres, .. }) = travel(from, to) {
                prop_assert!(metres > 0 && metres * 100 >= seconds * 3_200);
            }
        }
    }
}
