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

    pub(super) fn use_up(&self, to: &str) {
        let now = self.clock.now();
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let calls = calls.entry(to.to_owned()).or_default();
        calls.push_back(now);
        let longest = self.windows.iter().map(|(_, length)| *length).max().unwrap_or_default();
        while calls.front().is_some_and(|first| now - *first >= longest) {
            calls.pop_front();
        }
        let over = self.windows.iter().any(|(most, length)| calls.iter().filter(|at| now - **at < *length).count() > *most);
        self.broken.fetch_add(usize::from(over), Ordering::Relaxed);
    }
}
