//! The arrays that the build script laid out. They are read where they lie, so that
//! nothing of them is in memory before somebody searches.

use std::ops::Range;

static KEYS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/keys.bin"));
static STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/starts.bin"));
static ENDINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/endings.bin"));
static STEMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/stems.bin"));
static BRANCHES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/branches.bin"));

/// How many divisions there are.
pub const fn len() -> usize {
    ENDINGS.len()
}

/// The key of a division; see `layout`.
pub fn key(index: usize) -> u64 {
    u64::from_le_bytes(KEYS.as_chunks().0[index])
}

/// The first division whose key is not less than `key`.
pub fn first_from(key: u64) -> usize {
    KEYS.as_chunks().0.partition_point(|bytes| u64::from_le_bytes(*bytes) < key)
}

/// A division's name without its ending.
pub fn stem(index: usize) -> &'static [u8] {
    &STEMS[start(index)..start(index + 1) - 1]
}

/// Which ending a division's name has.
pub fn ending(index: usize) -> &'static str {
    super::layout::ENDINGS[usize::from(ENDINGS[index])]
}

/// The stems of some divisions with a mark before and after each, and where in all stems that begins.
pub fn stems(of: &Range<usize>) -> (&'static [u8], usize) {
    let first = start(of.start) - 1;
    (&STEMS[first..start(of.end).max(first)], first)
}

/// The division within `of` whose stem covers a place in all stems.
pub fn at(place: usize, of: &Range<usize>) -> usize {
    let starts = &STARTS.as_chunks::<4>().0[of.start..of.end];
    of.start + starts.partition_point(|bytes| u32::from_le_bytes(*bytes) as usize <= place) - 1
}

/// Every division that has others inside, in order.
pub fn branches() -> impl Iterator<Item = usize> {
    BRANCHES.as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes) as usize)
}

fn start(index: usize) -> usize {
    u32::from_le_bytes(STARTS.as_chunks().0[index]) as usize
}
