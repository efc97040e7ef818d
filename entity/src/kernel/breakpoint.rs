//! Places where a process may be made to die: what must survive a crash is crashed where it would hurt most. In a release there are none.

/// Names a place and which passing of it is the last, such as `unit.committed:3`.
#[cfg(debug_assertions)]
const ORDER: &str = "MULIN_DIE_AT";

/// This place was passed: the process dies here if it was told to.
#[cfg(debug_assertions)]
pub fn passed(place: &str) {
    use std::sync::{
        LazyLock,
        atomic::{AtomicI64, Ordering},
    };
    static ORDERED: LazyLock<Option<(String, AtomicI64)>> = LazyLock::new(|| {
        let order = std::env::var(ORDER).ok()?;
        let (place, passings) = order.split_once(':')?;
        Some((place.to_owned(), AtomicI64::new(passings.parse().ok()?)))
    });
    if let Some((_, left)) = ORDERED.as_ref().filter(|(ordered, _)| ordered == place)
        && left.fetch_sub(1, Ordering::Relaxed) == 1
    {
        std::process::abort();
    }
}

/// This place was passed.
#[cfg(not(debug_assertions))]
pub fn passed(_place: &str) {}
