//! What a provider allows, in any window of time, and how often it was asked for more.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use chrono::{DateTime, Duration, Utc};
use mulin_entity::kernel::Clock;

/// Cheap to clone: clones count together.
#[derive(Clone)]
pub struct Allowance {
    windows: Arc<Vec<(usize, Duration)>>,
    clock: Arc<dyn Clock>,
    calls: Arc<Mutex<HashMap<String, VecDeque<DateTime<Utc>>>>>,
    broken: Arc<AtomicUsize>,
}

impl Allowance {
    /// So many calls in any window of so long, by this clock, to each number or group.
    pub fn new(windows: impl Into<Vec<(usize, Duration)>>, clock: Arc<dyn Clock>) -> Self {
        Self { windows: Arc::new(windows.into()), clock, calls: Arc::default(), broken: Arc::default() }
    }

    /// How many calls were more than was allowed.
    pub fn broken(&self) -> usize {
        self.broken.load(Ordering::Relaxed)
    }

    /// The present instant.
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Takes one call to `to`; refuses it, naming the window that is full, and does not count it then.
    pub(super) fn take(&self, to: &str) -> Result<(), Duration> {
        let now = self.clock.now();
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let calls = calls.entry(to.to_owned()).or_default();
        let longest = self.windows.iter().map(|(_, length)| *length).max().unwrap_or_default();
        while calls.front().is_some_and(|first| now - *first >= longest) {
            calls.pop_front();
        }
        let full = |(most, length): &&(usize, Duration)| calls.iter().filter(|at| now - **at < *length).count() >= *most;
        if let Some((_, length)) = self.windows.iter().filter(full).max_by_key(|(_, length)| *length) {
            self.broken.fetch_add(1, Ordering::Relaxed);
            return Err(*length);
        }
        calls.push_back(now);
        Ok(())
    }
}
