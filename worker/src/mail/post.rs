//! The post office (邮局): what is needed to write a letter and hand it over.

use std::sync::Arc;

use lettre::message::Mailbox;

use super::{
    Dkim, DkimError, Folder, LetterError, Limits, Mailer, Relays, RenderError, Renderer, ReturnPath, ReturnPathError, Smtp, SmtpAddress,
    SmtpAddressError,
};

/// Templates, sender and transport.
pub struct Post {
    /// Fills templates.
    pub renderer: Arc<Renderer>,
    /// Who letters are from.
    pub sender: Mailbox,
    /// Where those come back that cannot be delivered; to the sender, without one.
    pub bounces: Option<ReturnPath>,
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
    /// The address for bounces cannot be used.
    #[error(transparent)]
    Bounces(#[from] ReturnPathError),
    /// The relay's address cannot be read.
    #[error(transparent)]
    Relay(#[from] SmtpAddressError),
    /// The signing key cannot be used.
    #[error(transparent)]
    Dkim(#[from] DkimError),
}

impl Post {
    /// Letters from `sender` with links to `base_url`, over the relays that `smtp` names, separated by spaces, or, without one, into
    /// `folder`. Those to a relay are signed if `dkim` names a selector and its key. What cannot be delivered comes back to `bounces`, or
    /// else to the sender.
    pub fn open(
        base_url: &str,
        sender: &str,
        bounces: Option<&str>,
        smtp: Option<&str>,
        dkim: Option<(&str, &[u8])>,
        folder: impl Into<std::path::PathBuf>,
    ) -> Result<Self, PostError> {
        let sender: Mailbox = sender.parse().map_err(LetterError::Address)?;
        let bounces = bounces.filter(|address| !address.is_empty()).map(ReturnPath::parse).transpose()?;
        let dkim = dkim.map(|(selector, key)| Dkim::new(sender.email.domain(), selector, key)).transpose()?.map(Arc::new);
        let relay = |url| Ok::<_, PostError>(Smtp::new(SmtpAddress::parse(url)?, Limits::default()).signing(dkim.clone()));
        let relays: Vec<Smtp> = smtp.unwrap_or_default().split_whitespace().map(relay).collect::<Result<_, _>>()?;
        let mailer: Arc<dyn Mailer> = match relays.is_empty() {
            false => Arc::new(Relays::new(relays)),
            true => Arc::new(Folder::new(folder)),
        };
        Ok(Self { renderer: Arc::new(Renderer::new(base_url)?), sender, bounces, mailer })
    }
}
