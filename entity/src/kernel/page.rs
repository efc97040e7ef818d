//! Keyset pages: stable while rows come and go, and as fast on page 1,000 as on page 1.

use base64::Engine;
use serde::{Serialize, de::DeserializeOwned};

use super::{Failure, Kind, Result};

/// The most rows that one page carries.
pub const MOST: u64 = 100;

/// Which page is asked for.
#[derive(Debug, Clone, Default)]
pub struct PageRequest {
    /// How many rows, 1 to [`MOST`]; 50 unless told.
    pub limit: Option<u64>,
    /// The cursor that the page before gave.
    pub after: Option<String>,
}

impl PageRequest {
    /// The number of rows, refused outside 1 to [`MOST`].
    pub fn limit(&self) -> Result<u64> {
        match self.limit {
            None => Ok(50),
            Some(limit @ 1..=MOST) => Ok(limit),
            Some(_) => Err(Failure::invalid_field("limit", "kernel.page_limit")),
        }
    }

    /// The key after which the page begins, as [`Page::cut`] wrote it.
    pub fn key<K: DeserializeOwned>(&self) -> Result<Option<K>> {
        let Some(cursor) = &self.after else { return Ok(None) };
        let broken = || Failure::new(Kind::Malformed, "kernel.page_cursor");
        let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(cursor).map_err(|_| broken())?;
        serde_json::from_slice(&bytes).map(Some).map_err(|_| broken())
    }
}

/// Some rows, and the cursor of what follows.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The cursor of the next page; none after the last.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Makes a page of rows that were read with `limit + 1`; `key` is what the order goes by.
    pub fn cut<K: Serialize>(mut rows: Vec<T>, limit: u64, key: impl Fn(&T) -> K) -> Result<Self> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = match rows.last() {
            Some(last) if more => Some(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(serde_json::to_vec(&key(last))?)),
            _ => None,
        };
        Ok(Self { items: rows, next })
    }

    /// A page of everything there is.
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next: None }
    }

    /// The same page with each row turned into something else.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(turn).collect(), next: self.next }
    }
}
