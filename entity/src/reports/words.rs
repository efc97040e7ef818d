//! What figures and systems are called in documents. The console's message files say it on the screen, and are read here too: no figure
//! has two names.

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use super::measure::{MEASURES, Measure};
use crate::kernel::Language;

const CHINESE: &str = include_str!("../../../api/console/src/messages/zh-CN/reports.json");
const ENGLISH: &str = include_str!("../../../api/console/src/messages/en/reports.json");
const ORDER: &str = include_str!("../../../api/console/src/reports/systems.json");

static WORDS: LazyLock<[Value; 2]> = LazyLock::new(|| [CHINESE, ENGLISH].map(|file| serde_json::from_str(file).unwrap_or_default()));
static SYSTEMS: LazyLock<Vec<System>> = LazyLock::new(|| serde_json::from_str(ORDER).unwrap_or_default());

/// What belongs together.
#[derive(Debug, Deserialize)]
pub struct System {
    /// Its name.
    #[serde(rename = "system")]
    pub name: String,
    /// The first words of its measures.
    measures: Vec<String>,
}

impl System {
    /// Its figures, in the order of their registry.
    pub fn measures(&self) -> impl Iterator<Item = &'static Measure> {
        MEASURES.iter().filter(|measure| self.has(measure.name))
    }

    fn has(&self, name: &str) -> bool {
        name.split_once('.').is_some_and(|(first, _)| self.measures.iter().any(|own| own == first))
    }
}

/// All systems, in the order in which they are shown.
pub fn systems() -> &'static [System] {
    &SYSTEMS
}

/// What a figure is called.
pub fn measure(language: Language, name: &str) -> String {
    said(language, &format!("/measure/{}", name.replace('.', "/"))).unwrap_or_else(|| name.to_owned())
}

/// What a system is called.
pub fn system(language: Language, name: &str) -> String {
    said(language, &format!("/system/{name}")).unwrap_or_else(|| name.to_owned())
}

fn said(language: Language, pointer: &str) -> Option<String> {
    let words = match language {
        Language::Chinese => &WORDS[0],
        Language::English => &WORDS[1],
    };
    words.pointer(pointer)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_a_name_in_both_languages_and_one_system() {
        for Measure { name, .. } in MEASURES {
            assert_eq!(systems().iter().filter(|system| system.has(name)).count(), 1, "{name}");
            for language in Language::ALL {
                assert_ne!(measure(language, name), *name, "{language}");
            }
        }
        for one in systems() {
            assert!(Language::ALL.iter().all(|language| system(*language, &one.name) != one.name), "{}", one.name);
        }
    }
}
