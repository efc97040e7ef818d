//! A community's own words for a message: plain text with variables in braces (`{姓名}`), no markup and no logic. Pure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::one_line;
use crate::kernel::{Failure, Language, Result};

mod parts;
pub mod variables;

use parts::{Flaw, pieces};
pub use parts::{Part, Piece};

/// What fills the variables of one message, by their keys.
pub type Values = BTreeMap<String, String>;

/// The words of one template in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// A mail's subject and the title in the inbox: one line.
    pub subject: String,
    /// A mail's paragraphs, with an empty line between them.
    pub body: String,
    /// The text message; empty for subject and link.
    pub sms: String,
    /// What work chats and robots say; empty for the body.
    pub chat: String,
}

impl Wording {
    /// Whether `template` can be told so in `language`; the first part that cannot is named, and why.
    pub fn check(&self, template: &str, language: Language) -> Result<()> {
        for part in Part::ALL {
            pieces(self.text(part), part, template, language).map_err(|flaw| flaw.failure(part, template, language))?;
        }
        Ok(())
    }

    /// What stands in a part.
    pub fn text(&self, part: Part) -> &str {
        match part {
            Part::Subject => &self.subject,
            Part::Body => &self.body,
            Part::Sms => &self.sms,
            Part::Chat => &self.chat,
        }
    }

    /// A part taken apart: what it says itself, and what is filled in. A variable that is not known any more says its own name.
    pub fn pieces(&self, part: Part, template: &str, language: Language) -> Vec<Piece<'_>> {
        let text = self.text(part);
        pieces(text, part, template, language).unwrap_or_else(|_: Flaw| vec![Piece::Said(text)])
    }

    /// A part with its variables filled in, each as the part can bear it.
    pub fn fill(&self, part: Part, template: &str, language: Language, values: &Values) -> String {
        let filled = self.pieces(part, template, language).into_iter().map(|piece| match piece {
            Piece::Said(text) => text.to_owned(),
            Piece::Filled(variable) => part.bearable(values.get(variable.key).map_or("", String::as_str)),
        });
        filled.collect()
    }
}

/// A text message under its signature (签名), of which there is exactly one, at the front.
pub fn signed(signature: &str, text: &str) -> String {
    format!("【{signature}】{}", without_brackets(text))
}

/// Whether carriers take `signature`, which is written without its brackets.
pub fn is_signature(signature: &str) -> bool {
    let odd = |letter: char| letter.is_control() || letter.is_whitespace() || "【】[]".contains(letter);
    (2..=20).contains(&signature.chars().count()) && !signature.contains(odd)
}

/// A second pair of these brackets would be a second signature, and the message refused.
fn without_brackets(text: &str) -> String {
    text.replace('【', "[").replace('】', "]")
}

impl Part {
    fn bearable(self, value: &str) -> String {
        match self {
            Self::Body | Self::Chat => value.to_owned(),
            Self::Subject => one_line(value),
            Self::Sms => without_brackets(&one_line(value)),
        }
    }
}

impl Flaw {
    fn failure(self, part: Part, template: &str, language: Language) -> Failure {
        let field = part.word();
        let braced = |key: &str| format!("{{{}}}", variables::called(key, language));
        let known =
            || variables::of(template).iter().filter(|one| part.holds(one)).map(|one| braced(one.key)).collect::<Vec<_>>().join(" ");
        match self {
            Self::Missing => Failure::invalid_field(field, "notifications.setting_wanted"),
            Self::Unclosed => Failure::invalid_field(field, "notifications.brace_unclosed").with("example", braced("name")),
            Self::Unknown(name) => {
                Failure::invalid_field(field, "notifications.variable_unknown").with("name", name).with("known", known())
            }
            Self::TooLong(name) => Failure::invalid_field(field, "notifications.variable_too_long").with("name", name),
            Self::LineBreak => Failure::invalid_field(field, "notifications.one_line_only"),
            Self::Signed => Failure::invalid_field(field, "notifications.signature_by_rule"),
        }
    }
}

#[cfg(test)]
mod tests;
