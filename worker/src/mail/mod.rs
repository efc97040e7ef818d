//! Mail (邮件): a rendered letter goes to a transport, and what became of it comes back as a typed verdict.
//!
//! There are two transports: SMTP, and a folder of `.eml` files for installations that have no relay yet.
//! The verdict separates "nobody took it" from "nobody knows", because only the first may be tried again
//! without a second copy arriving.

mod dkim;
mod folder;
mod letter;
mod post;
mod relays;
mod render;
mod return_path;
mod smtp;
mod style;
mod template;

use std::time::Duration;

use async_trait::async_trait;

pub use dkim::{Dkim, DkimError};
pub use folder::Folder;
pub use letter::{Letter, LetterError};
pub use post::{Post, PostError};
pub use relays::Relays;
pub use render::{Look, RenderError, Rendered, Renderer};
pub use return_path::{ReturnPath, ReturnPathError};
pub use smtp::{Limits, Smtp, SmtpAddress, SmtpAddressError, TlsPolicy};
pub use template::TEMPLATES;

/// Something that takes a letter towards its reader.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands one letter over. Never fails: every way it can end is a verdict.
    async fn send(&self, letter: &Letter) -> Verdict;

    /// The word that names this transport in the ledger.
    fn name(&self) -> &'static str;
}

/// What became of one attempt to hand a letter over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The other side answers for it from now on; the reference is its own word for the letter.
    Accepted {
        /// What the relay said, such as its queue id.
        reference: String,
    },
    /// Certainly not taken; a later attempt may succeed.
    Retry {
        /// How long the other side asks to be left alone, when it says so.
        after: Option<Duration>,
        /// Why, in the relay's words.
        reason: String,
    },
    /// Certainly not taken, and it never will be.
    Permanent {
        /// Why, in the relay's words.
        reason: String,
    },
    /// Certainly not taken, because of how we are set up there and not because of the letter: somebody else may take it.
    Unfit {
        /// What is not in order.
        fault: Fault,
        /// Why, in the other side's words.
        reason: String,
    },
    /// Certainly not taken: this reader has got as much as the other side allows, and nobody else is concerned.
    Enough {
        /// How long until there is room again.
        after: Duration,
        /// Why, in the other side's words.
        reason: String,
    },
    /// The letter was handed over whole and no answer came: it may or may not arrive.
    InDoubt {
        /// What cut the conversation.
        reason: String,
    },
}

/// What is not in order about us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The account: its key, its signature, its money, its address. Nothing goes out before somebody mends it.
    Account,
    /// The approved form of this message; others go out.
    Form,
}
