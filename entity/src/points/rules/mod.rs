//! Pure rules of points: what a posting must be, what a service is worth, what is odd.

pub mod doubt;
pub mod lapse;
pub mod whereabouts;
mod worth;

pub use worth::{Caps, worth};

use chrono::Duration;
use uuid::Uuid;

/// Services that a community may have a rule for: activities, volunteers' hours, meetings, party life, other occasions.
pub const SERVICES: [&str; 5] = ["activity", "volunteer", "meeting", "party", "occasion"];
/// What a community begins with: service, counted by the hour or by the time, points, a day's cap.
pub const SHIPPED: [(&str, bool, i64, Option<i64>); 3] =
    [("activity", false, 2, Some(4)), ("volunteer", true, 10, Some(80)), ("meeting", false, 2, Some(4))];
/// The most points of one booking.
pub const MOST_POINTS: i64 = 100_000;
/// The office gives so many by itself; more wants the administrator.
pub const OFFICE_GIVES: i64 = 50;
/// A reward waits so long to be fetched.
pub const WAITS: Duration = Duration::days(30);
/// People may object to a board for so long.
pub const OBJECT_WITHIN: Duration = Duration::days(7);

/// Whether entries make a posting: at least two, each of another account, none of nothing, and all of them together nothing.
pub fn balances(entries: &[(Uuid, i64)]) -> bool {
    let accounts: std::collections::BTreeSet<Uuid> = entries.iter().map(|(account, _)| *account).collect();
    let sum = entries.iter().try_fold(0_i64, |sum, (_, amount)| sum.checked_add(*amount));
    entries.len() >= 2 && accounts.len() == entries.len() && entries.iter().all(|(_, amount)| *amount != 0) && sum == Some(0)
}

/// The entries that undo these.
pub fn reversed(entries: &[(Uuid, i64)]) -> Vec<(Uuid, i64)> {
    entries.iter().map(|(account, amount)| (*account, -amount)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Accounts as the books keep them: the first is the community's own, the others cannot be overdrawn.
    fn apply(balances: &mut BTreeMap<Uuid, i64>, entries: &[(Uuid, i64)]) -> bool {
        let own = Uuid::from_u128(0);
        let after = |(account, amount): &(Uuid, i64)| balances.get(account).copied().unwrap_or_default() + amount;
        if entries.iter().any(|entry| entry.0 != own && after(entry) < 0) {
            return false;
        }
        for (account, amount) in entries {
            *balances.entry(*account).or_default() += amount;
        }
        true
    }

    proptest! {
        /// Whatever is booked and undone, the books add up to nothing, nobody is overdrawn, and an undone posting leaves no trace.
        #[test]
        fn books_add_up_to_nothing(steps in prop::collection::vec((1u128..5, -50i64..50, any::<bool>()), 0..40)) {
            let mut books = BTreeMap::new();
            for (holder, amount, undo) in steps {
                let entries = [(Uuid::from_u128(0), -amount), (Uuid::from_u128(holder), amount)];
                prop_assert_eq!(super::balances(&entries), amount != 0);
                if amount == 0 {
                    continue;
                }
                let before = books.clone();
                let booked = apply(&mut books, &entries);
                if booked && undo && apply(&mut books, &reversed(&entries)) {
                    let value = |books: &BTreeMap<Uuid, i64>, id| books.get(&id).copied().unwrap_or_default();
                    for (account, _) in entries {
                        prop_assert_eq!(value(&books, account), value(&before, account));
                    }
                }
                prop_assert_eq!(books.values().sum::<i64>(), 0);
                prop_assert!(books.iter().all(|(id, balance)| *id == Uuid::from_u128(0) || *balance >= 0));
            }
        }
    }

    #[test]
    fn a_posting_that_makes_points_from_nothing_is_none() {
        let [one, two] = [1, 2].map(Uuid::from_u128);
        assert!(balances(&[(one, 5), (two, -5)]));
        assert!(
            !balances(&[(one, 5), (two, -4)]) && !balances(&[(one, 5), (one, -5)]) && !balances(&[(one, 0), (two, 0)]) && !balances(&[])
        );
        assert!(!balances(&[(one, i64::MAX), (two, i64::MAX)]));
    }
}
