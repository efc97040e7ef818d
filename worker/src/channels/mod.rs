//! Ways to reach somebody that are not mail: short messages, work chats, robots of a group, programs of others.
//!
//! Each provider is one file that knows how it is signed and what its answers mean; what they share is here and in [`http`]. How much each of
//! them allows is known where a channel is chosen: `mulin_entity::notifications::carriage`.

pub mod http;
pub mod providers;
pub mod robots;
pub mod sign;
pub mod sms;
pub mod webhook;
pub mod wecom;

use async_trait::async_trait;
use uuid::Uuid;

pub use crate::mail::{Fault, Verdict};
pub use http::{Http, Reach};
pub use mulin_entity::notifications::rules::form::Form;
pub use providers::{Provider, ProviderError};

/// What is to be said to one reader, written down as [`crate::mail::Letter`] is for mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The delivery: providers that take a reference of ours get this one.
    pub id: Uuid,
    /// The reader as this channel knows them: a phone, a member of a work chat; nothing for a group's robot.
    pub to: String,
    /// One line.
    pub title: String,
    /// The whole text, plain.
    pub text: String,
    /// How a provider of short messages has this text approved.
    pub form: Option<Form>,
}

/// Something that takes a note towards its reader.
#[async_trait]
pub trait Channel: Send + Sync {
    /// Hands one note over. Never fails: every way it can end is a verdict.
    async fn send(&self, note: &Note) -> Verdict;

    /// The word that names this provider in the ledger.
    fn name(&self) -> &'static str;
}

/// As much of `text` as fits into `bytes`, cut between characters, with a sign that it was cut.
pub fn fitting(text: &str, bytes: usize) -> String {
    const CUT: &str = "…";
    if text.len() <= bytes {
        return text.to_owned();
    }
    let most = bytes.saturating_sub(CUT.len());
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= most).last().unwrap_or_default();
    format!("{}{CUT}", &text[..end])
}

/// Title and text as one, for chats that show no title of their own.
fn words(note: &Note, bytes: usize) -> String {
    fitting(&format!("{}\n{}", note.title, note.text), bytes)
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(fitting("邻里守望", 12), "邻里守望");
        assert_eq!(fitting("邻里守望", 11), "邻里…");
        assert_eq!(fitting("邻里守望", 2), "…");
    }
}
