//! Finding a division while somebody types: several words in any order, each of them in the
//! name of the division or of one it lies in, or the beginning of a code.
//!
//! Divisions lie in order of their codes, so that everything inside one is a range, and
//! "inside something that is called so" is a few ranges. The rarest word is looked for
//! first; each further one only inside what is called like the rarer ones.

use std::{collections::BTreeMap, ops::Range};

use memchr::memmem;

use super::{
    Division, layout, table,
    word::{Fit, Word},
};

/// So many places of a word are looked at: whoever types a word that is everywhere types on.
const MOST_HITS: usize = 10_000;
/// More words than a person types say nothing more.
const MOST_WORDS: usize = 6;

/// The divisions that fit best, at most `limit`, inside `under` if it is given.
pub fn search(query: &str, under: Option<Division>, limit: usize) -> Vec<Division> {
    let mut within = under.map_or(0..table::len(), Division::within);
    let mut words = Vec::new();
    for word in words_of(query) {
        match codes(&word) {
            Some(range) => within = within.start.max(range.start)..within.end.min(range.end),
            None => words.push(Word::new(word)),
        }
    }
    if within.is_empty() {
        return Vec::new();
    }
    if words.is_empty() {
        return largest_first(within, limit);
    }
    words.sort_by_cached_key(frequency);
    Search::new(within, &words, limit).run()
}

/// The words of a query, with full-width digits and letters made plain.
fn words_of(query: &str) -> impl Iterator<Item = String> {
    let plain: String = query.chars().map(plain).collect();
    let words: Vec<_> = plain.split(|c: char| c.is_whitespace() || "，,、/；;".contains(c)).map(str::to_owned).collect();
    words.into_iter().filter(|word| !word.is_empty()).take(MOST_WORDS)
}

fn plain(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_uppercase()
        }
        c => c.to_ascii_uppercase(),
    }
}

/// The divisions whose codes begin with a word, if it is one of digits.
fn codes(word: &str) -> Option<Range<usize>> {
    if !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let Some(first) = layout::first_key(word) else { return Some(0..0) };
    Some(table::first_from(first)..table::first_from((first / 8 + layout::span(word.len())) * 8))
}

fn largest_first(within: Range<usize>, limit: usize) -> Vec<Division> {
    if within.len() == table::len() {
        return super::provinces().take(limit).collect();
    }
    let of_level = |level| within.clone().filter(move |index| table::key(*index) % 8 == level);
    (0..5).flat_map(of_level).take(limit).map(Division).collect()
}

/// How often a word stands in a sample of the stems.
fn frequency(word: &Word) -> (usize, std::cmp::Reverse<usize>) {
    let (stems, _) = table::stems(&(0..table::len()));
    let sample = stems.chunks(16 * 1024).step_by(16);
    (sample.map(|part| word.finder().find_iter(part).count()).sum(), std::cmp::Reverse(word.needle().len()))
}

struct Search<'a> {
    within: Range<usize>,
    words: &'a [Word],
    /// For each word, everything inside a division that is called so.
    inside: Vec<Vec<Range<usize>>>,
    limit: usize,
    found: BTreeMap<usize, Fit>,
}

impl<'a> Search<'a> {
    fn new(within: Range<usize>, words: &'a [Word], limit: usize) -> Self {
        let inside = match words {
            [_] => vec![Vec::new()],
            _ => words.iter().map(inside).collect(),
        };
        Self { within, words, inside, limit, found: BTreeMap::new() }
    }

    fn run(mut self) -> Vec<Division> {
        let mut ranges = vec![self.within.clone()];
        for place in 0..self.words.len() {
            self.scan(place, &ranges);
            ranges = common(&ranges, &self.inside[place]);
        }
        let mut found: Vec<_> = self.found.into_iter().map(|(index, fit)| (fit, table::key(index) % 8, index)).collect();
        found.sort_unstable();
        found.into_iter().take(self.limit).map(|(_, _, index)| Division(index)).collect()
    }

    /// Looks for one word in some ranges. Where it is everywhere, the best fits are looked for by themselves.
    fn scan(&mut self, place: usize, ranges: &[Range<usize>]) {
        let word = &self.words[place];
        if self.collect(place, ranges, word.finder(), 0) {
            return;
        }
        let (mark, needle) = (layout::MARK as char, word.needle());
        for anchored in [format!("{mark}{needle}{mark}"), format!("{mark}{needle}")] {
            self.collect(place, ranges, &memmem::Finder::new(&anchored), 1);
        }
    }

    /// Looks at the places where `finder` finds something; whether that were all.
    fn collect(&mut self, place: usize, ranges: &[Range<usize>], finder: &memmem::Finder<'_>, lead: usize) -> bool {
        let mut hits = 0;
        for range in ranges {
            let (stems, first) = table::stems(range);
            let mut next = range.start;
            for at in finder.find_iter(stems) {
                hits += 1;
                if hits > MOST_HITS {
                    return false;
                }
                let near = next..(next + 64).min(range.end);
                let here = first + at + lead;
                let index = table::at(here, &near);
                let index = if index + 1 == near.end { table::at(here, &(next..range.end)) } else { index };
                next = index;
                self.consider(place, index);
            }
        }
        true
    }

    fn consider(&mut self, place: usize, index: usize) {
        let Some(fit) = self.words[place].fit(index) else { return };
        let others = self.words.iter().zip(&self.inside).enumerate().filter(|(other, _)| *other != place);
        for (_, (word, inside)) in others {
            if !covers(inside, index) && word.fit(index).is_none() {
                return;
            }
        }
        let best = self.found.entry(index).or_insert(fit);
        *best = fit.min(*best);
    }
}

/// Everything inside a division that is called so, without overlaps.
fn inside(word: &Word) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for index in table::branches() {
        if ranges.last().is_some_and(|last| index < last.end) || word.fit(index).is_none() {
            continue;
        }
        let all = Division(index).within();
        ranges.push(index..all.end);
    }
    ranges
}

fn covers(ranges: &[Range<usize>], index: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= index);
    ranges.get(next).is_some_and(|range| range.contains(&index))
}

/// What lies in both; both are in order and without overlaps.
fn common(one: &[Range<usize>], other: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut both = Vec::new();
    for range in one {
        let first = other.partition_point(|inner| inner.end <= range.start);
        let inner = other[first..].iter().take_while(|inner| inner.start < range.end);
        both.extend(inner.map(|inner| inner.start.max(range.start)..inner.end.min(range.end)));
    }
    both
}
