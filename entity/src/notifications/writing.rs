//! Turning a message into words: what is asked of whoever has the templates.

use chrono_tz::Tz;
use serde_json::Value;

use super::rules::wording::{Values, Wording};

/// What is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Script<'a> {
    /// The template.
    pub template: &'a str,
    /// How the reader is addressed.
    pub name: &'a str,
    /// The reader's language: `zh-CN` or `en`; another falls back to Chinese.
    pub locale: &'a str,
    /// The zone in which times are written.
    pub zone: Tz,
    /// What the template is filled with.
    pub facts: &'a Value,
    /// The community's own words; none for the built-in ones.
    pub wording: Option<&'a Wording>,
}

/// A message as a mail; the inbox and the ledger keep its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// One line.
    pub subject: String,
    /// For programs that show no HTML.
    pub text: String,
    /// For those that do.
    pub html: String,
    /// What goes with it; whoever gets the message another way follows its link.
    pub enclosed: Vec<Enclosure>,
}

/// A message for every other way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The text message, without its signature.
    pub sms: String,
    /// What work chats and robots say, below the subject.
    pub chat: String,
    /// What fills the variables.
    pub values: Values,
}

/// A file that goes with a mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Its name, in any script.
    pub name: String,
    /// What it is: a media type.
    pub media: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Enclosure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} bytes)", self.name, self.bytes.len())
    }
}

/// Why a message cannot be written: a template that does not exist, or a fact that is missing.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unwritable(pub String);

/// Whoever has the templates.
pub trait Scribe: Send + Sync {
    /// Writes one message as a mail. The same script gives the same words.
    fn write(&self, script: &Script<'_>) -> Result<Written, Unwritable>;

    /// Says the same message shorter, for every other way.
    fn say(&self, script: &Script<'_>) -> Result<Said, Unwritable>;

    /// Facts of an imagined message, for a template of which none was sent yet.
    fn example(&self, template: &str) -> Value;
}
