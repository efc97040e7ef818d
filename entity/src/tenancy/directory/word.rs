//! One word of what somebody types, and whether a name has it.

use memchr::memmem::Finder;

use super::{layout, table};

/// What people leave out of the names of larger divisions.
const UNITS: [&str; 6] = ["省", "市", "区", "县", "镇", "乡"];

/// A word that stands for a name.
pub struct Word {
    /// As typed.
    whole: String,
    /// What a stem must have.
    needle: String,
    /// What was typed of an ending that is not complete yet, as in 「江南春色社」.
    begun: Option<String>,
    finder: Finder<'static>,
}

/// How well a name fits a word, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is the name.
    Same,
    /// It is the name but for the ending.
    SameStem,
    /// The name begins with it.
    Beginning,
    /// The name has it.
    Within,
}

impl Word {
    /// Reads a word that is not empty.
    pub fn new(whole: String) -> Self {
        let (stem, ending) = layout::split(&whole);
        let begun = if ending == 0 { begun_ending(&whole) } else { None };
        let needle = begun.as_ref().and_then(|begun| whole.strip_suffix(begun.as_str())).unwrap_or(stem).to_owned();
        let finder = Finder::new(&needle).into_owned();
        Self { whole, needle, begun, finder }
    }

    /// What to look for in stems.
    pub fn needle(&self) -> &str {
        &self.needle
    }

    /// The search for it, prepared.
    pub fn finder(&self) -> &Finder<'static> {
        &self.finder
    }

    /// How well a division's own name fits, if it does.
    pub fn fit(&self, index: usize) -> Option<Fit> {
        let stem = table::stem(index);
        let place = self.finder.find(stem)?;
        let needle = self.needle.as_bytes();
        if let Some(begun) = &self.begun
            && !is_begun(stem, needle, table::ending(index), &self.whole, begun)
        {
            return None;
        }
        Some(match (place, stem.len() == needle.len()) {
            (_, true) if self.whole[needle.len()..] == *table::ending(index) => Fit::Same,
            (_, true) => Fit::SameStem,
            (0, _) if UNITS.iter().any(|unit| stem[needle.len()..] == *unit.as_bytes()) => Fit::SameStem,
            (0, _) => Fit::Beginning,
            _ => Fit::Within,
        })
    }
}

/// Either the whole name has the word, or the stem ends where an ending of the same kind begins.
fn is_begun(stem: &[u8], needle: &[u8], ending: &str, whole: &str, begun: &str) -> bool {
    let same_kind = stem.ends_with(needle) && begun.chars().next().is_some_and(|first| ending.starts_with(first));
    same_kind || memchr::memmem::find(&[stem, ending.as_bytes()].concat(), whole.as_bytes()).is_some()
}

/// The longest beginning of any ending that the word ends in, if something is left before it.
fn begun_ending(word: &str) -> Option<String> {
    let begin = |ending: &'static str| ending.char_indices().skip(1).map(move |(at, _)| &ending[..at]);
    let begun = layout::ENDINGS.iter().flat_map(|ending| begin(ending)).filter(|begun| word.len() > begun.len() && word.ends_with(begun));
    begun.max_by_key(|begun| begun.len()).map(str::to_owned)
}
