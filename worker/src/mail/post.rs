//! The post office (邮局): what is needed to write a letter and hand it over.

use std::sync::Arc;

use lettre::message::Mailbox;

use super::{Folder, LetterError, Limits, Mailer, RenderError, Renderer, Smtp, SmtpAddress, SmtpAddressError};

/// Templates, sender and transport.
pub struct Post {
    /// Fills templates.
    pub renderer: Renderer,
    /// Who letters are from.
    pub sender: Mailbox,
    /// Who takes them.
    pub mailer: Arc<dyn Mailer>,
}

/// Why the post office cannot open.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// A template cannot be read.
    #[error(transparent)]
    Template(#[from] RenderError),
    /// The sender is no mailbox.
    #[error("the sender of mails must look like: 睦邻 <noreply@example.org>")]
    Sender(#[from] LetterError),
    /// The relay's address cannot be read.
    #[error(transparent)]
    Relay(#[from] SmtpAddressError),
}

impl Post {
    /// Letters from `sender` with links to `base_url`, over the relay `smtp` or, without one, into `folder`.
    pub fn open(base_url: &str, sender: &str, smtp: Option<&str>, folder: impl Into<std::path::PathBuf>) -> Result<Self, PostError> {
        let mailer: Arc<dyn Mailer> = match smtp.filter(|url| !url.is_empty()) {
            Some(url) => Arc::new(Smtp::new(SmtpAddress::parse(url)?, Limits::default())),
            None => Arc::new(Folder::new(folder)),
        };
        let sender = sender.parse().map_err(LetterError::Address)?;
        Ok(Self { renderer: Renderer::new(base_url)?, sender, mailer })
    }
}
