//! One letter on one connection: MAIL, RCPT, DATA, the text, the dot.

use std::sync::atomic::{AtomicBool, Ordering};

use lettre::{
    address::Envelope,
    transport::smtp::{
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt},
        extension::{Extension, MailParameter},
    },
};
use tokio::time::Instant;

use super::{Limits, answer::Broken, connect::step};
use crate::mail::Verdict;

/// Where a conversation left the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Between letters.
    Ready,
    /// The relay refused in the middle of a letter and waits for RSET.
    Unfinished,
    /// Nobody knows: it is not used again.
    Lost,
}

/// Hands the letter over and says where the connection stands afterwards.
pub(super) async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    limits: &Limits,
    deadline: Instant,
    envelope: &Envelope,
    bytes: &[u8],
) -> (Verdict, Standing) {
    let standing = |broken: &Broken| match broken.is_an_answer() {
        true => Standing::Unfinished,
        false => Standing::Lost,
    };
    if let Err(broken) = address(connection, limits, deadline, envelope).await {
        let after = standing(&broken);
        return (broken.in_the_letter(), after);
    }
    let parts = Parts::of(bytes);
    let sent = connection.message_iter(parts.iter());
    match step("the answer after the final dot", limits.data, deadline, sent).await {
        Ok(answer) => {
            let reference = answer.message().collect::<Vec<_>>().join(" ");
            let reference = reference.chars().take(300).collect();
            (Verdict::Accepted { reference }, Standing::Ready)
        }
        Err(broken) if parts.all_written() => {
            let after = standing(&broken);
            (broken.after_the_dot(), after)
        }
        // The text did not go out whole, so without its dot the relay has nothing it could deliver.
        Err(broken) => (broken.in_the_letter(), Standing::Lost),
    }
}

async fn address(connection: &mut AsyncSmtpConnection, limits: &Limits, deadline: Instant, envelope: &Envelope) -> Result<(), Broken> {
    let mut parameters = Vec::new();
    let mut addresses = envelope.from().into_iter().chain(envelope.to());
    if !addresses.all(|address| AsRef::<str>::as_ref(address).is_ascii())
        && connection.server_info().supports_feature(Extension::SmtpUtfEight)
    {
        parameters.push(MailParameter::SmtpUtfEight);
    }
    let mail = Mail::new(envelope.from().cloned(), parameters);
    step("MAIL", limits.step, deadline, connection.command(mail)).await?;
    for to in envelope.to() {
        let rcpt = Rcpt::new(to.clone(), Vec::new());
        step("RCPT", limits.step, deadline, connection.command(rcpt)).await?;
    }
    step("DATA", limits.step, deadline, connection.command(Data)).await?;
    Ok(())
}

/// The text in parts, and the knowledge whether the last one was written. lettre asks for the next part only when
/// the one before is out, and writes the final dot when there is none: this tells "not taken" from "in doubt".
struct Parts<'a> {
    bytes: &'a [u8],
    written: AtomicBool,
}

impl<'a> Parts<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, written: AtomicBool::new(false) }
    }

    fn iter(&self) -> impl Iterator<Item = &'a [u8]> {
        let mut part = Some(self.bytes);
        std::iter::from_fn(move || {
            let next = part.take();
            if next.is_none() {
                self.written.store(true, Ordering::Relaxed);
            }
            next
        })
    }

    fn all_written(&self) -> bool {
        self.written.load(Ordering::Relaxed)
    }
}
