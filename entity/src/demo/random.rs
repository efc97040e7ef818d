//! Chance that can be repeated: the same seed and purpose give the same draws, whatever else is drawn.

use chrono::{DateTime, Days, NaiveDate, Utc};
use rand::{RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// A source of draws.
pub struct Random(Xoshiro256PlusPlus);

impl Random {
    /// The source for one purpose. Purposes do not disturb each other: a new one leaves what the others draw as it was.
    pub fn new(seed: u64, purpose: &str) -> Self {
        let digest = Sha256::new().chain_update(seed.to_be_bytes()).chain_update(purpose).finalize();
        Self(Xoshiro256PlusPlus::from_seed(digest.into()))
    }

    /// True so often.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.0.random_bool(probability.clamp(0.0, 1.0))
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        self.0.random_range(least..=most.max(least))
    }

    /// A number about `mean`, seldom further away than twice `spread`.
    pub fn about(&mut self, mean: f64, spread: f64) -> f64 {
        let sum: f64 = (0..12).map(|_| self.0.random::<f64>()).sum();
        mean + (sum - 6.0) * spread
    }

    /// One of several, all as likely.
    ///
    /// # Panics
    /// If there is nothing to choose from.
    pub fn one_of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.0.random_range(0..several.len())]
    }

    /// One of several, the first ones more likely, as names are.
    ///
    /// # Panics
    /// If there is nothing to choose from.
    pub fn early_of<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        let draw = self.0.random::<f64>().powf(1.6);
        &several[((draw * several.len() as f64) as usize).min(several.len() - 1)]
    }

    /// One of several by their weights.
    ///
    /// # Panics
    /// If there is nothing to choose from.
    pub fn weighted<T: Copy>(&mut self, several: &[(T, u32)]) -> T {
        let total: u32 = several.iter().map(|(_, weight)| weight).sum();
        let mut draw = self.0.random_range(0..total.max(1));
        for (one, weight) in several {
            match draw.checked_sub(*weight) {
                Some(rest) => draw = rest,
                None => return *one,
            }
        }
        several[several.len() - 1].0
    }

    /// A birth date of somebody who is `age` on `today`.
    pub fn born(&mut self, age: i64, today: NaiveDate) -> NaiveDate {
        let days = age * 365 + age / 4 + self.between(1, 364);
        today - Days::new(u64::try_from(days).unwrap_or_default())
    }

    /// An identity as of `at`.
    pub fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let bytes: [u8; 10] = self.0.random();
        Builder::from_unix_timestamp_millis(u64::try_from(at.timestamp_millis()).unwrap_or_default(), &bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_purpose_draw_the_same() {
        let draws = |seed, purpose| {
            let mut random = Random::new(seed, purpose);
            [(); 8].map(|()| random.between(0, 1_000_000))
        };
        assert_eq!(draws(7, "names"), draws(7, "names"));
        assert_ne!(draws(7, "names"), draws(7, "visits"));
        assert_ne!(draws(7, "names"), draws(8, "names"));
    }

    #[test]
    fn weights_count() {
        let mut random = Random::new(1, "weights");
        let heads = (0..10_000).filter(|_| random.weighted(&[(true, 9), (false, 1)])).count();
        assert!((8_800..9_200).contains(&heads), "{heads}");
    }

    #[test]
    fn somebody_is_as_old_as_wanted() {
        let mut random = Random::new(1, "ages");
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for age in 0..100 {
            assert_eq!(i64::from(today.years_since(random.born(age, today)).unwrap()), age);
        }
    }
}
