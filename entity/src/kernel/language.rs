//! Text for people, from the message files in `entity/messages`.

use std::{borrow::Cow, collections::HashMap, fmt, str::FromStr};

use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue, langid};

fluent_templates::static_loader! {
    static MESSAGES = {
        locales: "./messages",
        fallback_language: "zh-CN",
        // Mails and phones show the invisible isolation marks as boxes.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const ZH: LanguageIdentifier = langid!("zh-CN");
const EN: LanguageIdentifier = langid!("en");

/// A reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Chinese, the first.
    #[default]
    Chinese,
    /// English, the second.
    English,
}

impl Language {
    /// Both, the first one first.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The tag by BCP 47.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The best language for an `Accept-Language` header, Chinese unless English is asked for first.
    pub fn accepted(header: Option<&str>) -> Self {
        header
            .into_iter()
            .flat_map(|list| list.split(','))
            .map(|range| range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
            .find_map(|range| match range.get(..2) {
                Some("zh") => Some(Self::Chinese),
                Some("en") => Some(Self::English),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// The message with the key or error code `key`, its facts filled in; none if no file has it.
    pub fn find(self, key: &str, facts: &[(&'static str, String)]) -> Option<String> {
        let id = match self {
            Self::Chinese => &ZH,
            Self::English => &EN,
        };
        let facts: HashMap<Cow<'static, str>, FluentValue<'_>> =
            facts.iter().map(|(name, value)| (Cow::Borrowed(*name), FluentValue::from(value.as_str()))).collect();
        MESSAGES.try_lookup_with_args(id, &key.replace(['.', '_'], "-"), &facts)
    }

    /// Like [`Language::find`]; a missing message shows its key, which is ugly but never silent.
    pub fn text(self, key: &str, facts: &[(&'static str, String)]) -> String {
        self.find(key, facts).unwrap_or_else(|| key.to_owned())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = super::Failure;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|language| language.tag() == tag)
            .ok_or_else(|| super::Failure::invalid_field("locale", "kernel.language_unknown"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_header_of_browsers() {
        assert_eq!(Language::accepted(Some("en-US,en;q=0.9,zh;q=0.8")), Language::English);
        assert_eq!(Language::accepted(Some("fr,zh-CN;q=0.8")), Language::Chinese);
        assert_eq!(Language::accepted(None), Language::Chinese);
    }

    #[test]
    fn both_languages_know_the_kernel() {
        for language in Language::ALL {
            assert!(language.find("kernel.not_found", &[]).is_some(), "{language}");
        }
    }
}
