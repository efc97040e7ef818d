//! Taking a text apart.

use super::variables::{self, Variable};
use crate::kernel::Language;

/// A part of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A mail's subject.
    Subject,
    /// A mail's paragraphs.
    Body,
    /// The text message.
    Sms,
    /// What work chats and robots say.
    Chat,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Subject, Self::Body, Self::Sms, Self::Chat];

    /// The word that travels.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Body => "body",
            Self::Sms => "sms",
            Self::Chat => "chat",
        }
    }

    /// Whether the variable may stand here: a list has many lines, and names that a text message must not carry in the clear.
    pub fn holds(self, variable: &Variable) -> bool {
        !variable.long || !self.is_one_line()
    }

    fn is_one_line(self) -> bool {
        matches!(self, Self::Subject | Self::Sms)
    }

    fn may_be_empty(self) -> bool {
        matches!(self, Self::Sms | Self::Chat)
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// What it says itself.
    Said(&'a str),
    /// What is filled in.
    Filled(Variable),
}

/// Why a text cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Nothing is there.
    Missing,
    /// A brace without its other half.
    Unclosed,
    /// A variable that this template does not have.
    Unknown(String),
    /// A variable that has no room here.
    TooLong(String),
    /// A second line, or another character that does not show.
    LineBreak,
    /// A signature, which is added by rule.
    Signed,
}

/// Takes `text` apart.
pub(super) fn pieces<'a>(text: &'a str, part: Part, template: &str, language: Language) -> Result<Vec<Piece<'a>>, Flaw> {
    if text.trim().is_empty() && !part.may_be_empty() {
        return Err(Flaw::Missing);
    }
    let odd = |letter: char| (letter.is_control() && (letter != '\n' || part.is_one_line())) || matches!(letter, '\u{2028}' | '\u{2029}');
    if text.contains(odd) {
        return Err(Flaw::LineBreak);
    }
    if part == Part::Sms && text.contains(['【', '】']) {
        return Err(Flaw::Signed);
    }
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find(['{', '}']) {
        let (said, from_brace) = rest.split_at(at);
        let (name, after) = from_brace.strip_prefix('{').and_then(|inside| inside.split_once('}')).ok_or(Flaw::Unclosed)?;
        if name.contains(['{', '\n']) {
            return Err(Flaw::Unclosed);
        }
        let variable = variables::named(template, name.trim(), language).ok_or_else(|| Flaw::Unknown(name.trim().to_owned()))?;
        if !part.holds(&variable) {
            return Err(Flaw::TooLong(name.trim().to_owned()));
        }
        pieces.extend((!said.is_empty()).then_some(Piece::Said(said)));
        pieces.push(Piece::Filled(variable));
        rest = after;
    }
    pieces.extend((!rest.is_empty()).then_some(Piece::Said(rest)));
    Ok(pieces)
}
