//! Whatever can go wrong is told in both languages.

use std::collections::BTreeSet;

use mulin_entity::{kernel::Language, people::Group};
use sea_orm::{ActiveEnum, Iterable};

use super::sources;

#[test]
fn every_failure_code_has_a_message_in_both_languages() {
    let codes = codes();
    assert!(codes.contains("kernel.not_found"), "the sources were read");
    let facts = &FACTS.map(|name| (name, "…".to_owned()));
    let untold: Vec<_> = Language::ALL
        .into_iter()
        .flat_map(|language| {
            codes.iter().filter(move |code| language.find(code, facts).is_none()).map(move |code| format!("{language}: {code}"))
        })
        .collect();
    assert!(untold.is_empty(), "{untold:#?}");
}

/// What messages name, handed over by `Failure::with`.
const FACTS: [&str; 3] = ["name", "known", "example"];

/// What stands before a code in the sources.
const CALLS: [&str; 4] = ["Failure::new(", "Self::new(Kind::", "invalid_field(", ".field("];

/// The codes in the sources: what a context's `error.rs` names, and what is handed to a failure's constructors anywhere.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let mut take = |text: &str| codes.extend(text.split('"').skip(1).step_by(2).filter(|text| is_code(text)).map(str::to_owned));
    for (path, source) in sources::all(&["entity/src", "api/src", "worker/src"]) {
        if path.ends_with("error.rs") {
            take(&source);
        }
        for call in CALLS {
            source.split(call).skip(1).for_each(|rest| take(rest.split(')').next().unwrap_or_default()));
        }
    }
    codes
}

fn is_code(text: &str) -> bool {
    let word =
        |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    text.split_once('.').is_some_and(|(context, name)| word(context) && word(name))
}

#[test]
fn mails_have_a_word_for_every_group_in_both_languages() {
    for language in ["zh-CN", "en"] {
        let path = format!("{}/../worker/templates/{language}/words.json", env!("CARGO_MANIFEST_DIR"));
        let words: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for group in Group::iter() {
            assert!(words["group"][group.to_value()].is_string(), "{language}: {group:?}");
        }
    }
}
