//! Which messages a community may word itself, what can be filled in, and the words to begin with.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::Wording;
use crate::kernel::Language;

/// Something that is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// The word by which programs know it.
    pub key: &'static str,
    /// It has many lines.
    pub long: bool,
}

const fn short(key: &'static str) -> Variable {
    Variable { key, long: false }
}

const NAME: Variable = short("name");
const COMMUNITY: Variable = short("community");
const COUNT: Variable = short("count");
const LINK: Variable = short("link");
const LIST: Variable = Variable { key: "list", long: true };

/// The templates that a community may word itself. Letters that open an account are not among them: nobody must be able to dress one up.
pub const WORDED: &[(&str, &[Variable])] = &[
    ("visits.digest", &[NAME, COMMUNITY, short("day"), COUNT, short("overdue"), LIST, LINK]),
    ("visits.nudge", &[NAME, COMMUNITY, COUNT, LIST, LINK]),
    ("visits.escalated", &[NAME, COMMUNITY, COUNT, LIST, LINK]),
    ("notifications.summary", &[NAME, COUNT, LIST, LINK]),
];

/// What can be filled in; nothing for a template that nobody words.
pub fn of(template: &str) -> &'static [Variable] {
    WORDED.iter().find(|(name, _)| *name == template).map_or(&[], |(_, variables)| variables)
}

/// The variable that is called so in `language`.
pub(super) fn named(template: &str, name: &str, language: Language) -> Option<Variable> {
    of(template).iter().find(|variable| called(variable.key, language) == name).copied()
}

/// What fills the places of a provider's approved form: the title, and variables of one line.
pub fn form_fillings(template: &str) -> impl Iterator<Item = &'static str> {
    std::iter::once("title").chain(of(template).iter().filter(|variable| !variable.long).map(|variable| variable.key))
}

/// A variable in the words of a language.
#[derive(Debug, Clone, Deserialize)]
pub struct Told {
    /// What stands between the braces.
    pub name: String,
    /// What it says.
    pub says: String,
    /// What it may look like.
    pub example: String,
}

#[derive(Deserialize)]
struct Book {
    variables: BTreeMap<String, Told>,
    templates: BTreeMap<String, Wording>,
}

static BOOKS: LazyLock<[Option<Book>; 2]> = LazyLock::new(|| {
    [include_str!("../../../../wordings/zh-CN.json"), include_str!("../../../../wordings/en.json")]
        .map(|text| serde_json::from_str(text).ok())
});

fn book(language: Language) -> Option<&'static Book> {
    let [chinese, english] = &*BOOKS;
    match language {
        Language::Chinese => chinese.as_ref(),
        Language::English => english.as_ref(),
    }
}

/// How a variable is told in `language`.
pub fn told(key: &str, language: Language) -> Option<&'static Told> {
    book(language)?.variables.get(key)
}

/// What a variable is called in `language`.
pub(super) fn called(key: &str, language: Language) -> &'static str {
    told(key, language).map_or("", |told| &told.name)
}

/// The words to begin with.
pub fn starter(template: &str, language: Language) -> Option<&'static Wording> {
    book(language)?.templates.get(template)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_told_in_both_languages_and_the_words_to_begin_with_can_be_used() {
        for language in Language::ALL {
            let book = book(language).expect("a book that can be read");
            assert_eq!(book.templates.len(), WORDED.len(), "{language}");
            for (template, variables) in WORDED {
                starter(template, language)
                    .expect("words")
                    .check(template, language)
                    .unwrap_or_else(|flaw| panic!("{template} {language}: {flaw}"));
                for variable in *variables {
                    assert!(told(variable.key, language).is_some(), "{language}: {}", variable.key);
                }
            }
        }
    }
}
