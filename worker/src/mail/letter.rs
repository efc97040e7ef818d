//! A letter (信): everything one recipient gets, and its form on the wire.

use chrono::{DateTime, Utc};
use lettre::{
    Message,
    address::{Address, Envelope},
    message::{
        Attachment, Mailbox, MultiPart,
        header::{ContentType, ContentTypeErr, HeaderName, HeaderValue},
    },
};
use mulin_entity::notifications::{rules::one_line, writing::Enclosure};
use uuid::Uuid;

use super::render::Rendered;

/// One letter to one recipient.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The message that it carries. The Message-ID derives from it, so that a second copy after an attempt
    /// in doubt is recognised as the same letter by the reader's mail program.
    pub id: Uuid,
    /// When the message was asked for: stable over attempts, so that all copies are identical.
    pub written_at: DateTime<Utc>,
    /// Who it is from.
    pub from: Mailbox,
    /// To whom mail systems hand it back; to the sender, if to nobody else. Stands on the envelope only.
    pub returns_to: Option<Address>,
    /// The only recipient: one per envelope, nobody learns of anybody else.
    pub to: Mailbox,
    /// What it says.
    pub content: Rendered,
    /// What goes with it.
    pub enclosed: Vec<Enclosure>,
    /// Where one click stops letters of its kind (RFC 8058); none where they are a duty.
    pub unsubscribe: Option<String>,
}

/// Why a letter cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// The address is not one that mail can be sent to.
    #[error("address refused: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// The parts do not make a message.
    #[error("message refused: {0}")]
    Message(#[from] lettre::error::Error),
    /// What goes with it has no media type.
    #[error("enclosure refused: {0}")]
    Enclosure(#[from] ContentTypeErr),
}

impl Letter {
    /// The mailbox of a person; the name is shown, the address is checked.
    pub fn mailbox(name: &str, address: &str) -> Result<Mailbox, LetterError> {
        let name = one_line(name);
        Ok(Mailbox::new((!name.is_empty()).then_some(name), address.trim().parse()?))
    }

    /// The identity of this letter in the mail system.
    pub fn message_id(&self) -> String {
        format!("<{}@{}>", self.id, self.from.email.domain())
    }

    /// The envelope: who answers for it and who gets it.
    pub fn envelope(&self) -> Result<Envelope, LetterError> {
        let sender = self.returns_to.as_ref().unwrap_or(&self.from.email);
        Ok(Envelope::new(Some(sender.clone()), vec![self.to.email.clone()])?)
    }

    /// Both bodies, and what goes with them.
    fn parts(&self) -> Result<MultiPart, LetterError> {
        let said = MultiPart::alternative_plain_html(self.content.text.clone(), self.content.html.clone());
        if self.enclosed.is_empty() {
            return Ok(said);
        }
        let mut parts = MultiPart::mixed().multipart(said);
        for Enclosure { name, media, bytes } in &self.enclosed {
            parts = parts.singlepart(Attachment::new(one_line(name)).body(bytes.clone(), ContentType::parse(media)?));
        }
        Ok(parts)
    }

    /// The message as bytes, headers and parts.
    pub fn to_bytes(&self) -> Result<Vec<u8>, LetterError> {
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(self.to.clone())
            .subject(one_line(&self.content.subject))
            .message_id(Some(self.message_id()))
            .date(self.written_at.into())
            .multipart(self.parts()?)?;
        let mut header = |name, value| message.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
        // Out-of-office programs stay silent on this header (RFC 3834).
        header("Auto-Submitted", "auto-generated".to_owned());
        if let Some(url) = &self.unsubscribe {
            header("List-Unsubscribe", format!("<{url}>"));
            header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned());
        }
        Ok(message.formatted())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(name: &str, subject: &str) -> Letter {
        Letter {
            id: Uuid::from_u128(7),
            written_at: DateTime::from_timestamp(1_795_000_000, 0).expect("a time"),
            from: Letter::mailbox("睦邻", "noreply@mulin.example").expect("a mailbox"),
            returns_to: None,
            to: Letter::mailbox(name, "li@example.org").expect("a mailbox"),
            content: Rendered { subject: subject.to_owned(), text: "你好".to_owned(), html: "<p>你好</p>".to_owned() },
            enclosed: Vec::new(),
            unsubscribe: None,
        }
    }

    fn headers(letter: &Letter) -> String {
        let bytes = letter.to_bytes().expect("a message");
        let text = String::from_utf8(bytes).expect("a letter is ASCII on the wire");
        text.split("\r\n\r\n").next().expect("headers").to_owned()
    }

    #[test]
    fn a_line_break_in_a_name_or_subject_makes_no_header() {
        let evil = letter("李\r\nBcc: all@example.org", "通知\nX-Evil: yes\r\n\r\nbody");
        let headers = headers(&evil);
        for line in headers.lines() {
            assert!(!line.starts_with("Bcc:"), "{headers}");
            assert!(!line.starts_with("X-Evil:"), "{headers}");
        }
        assert_eq!(headers.matches("\r\nTo:").count(), 1);
    }

    #[test]
    fn an_address_with_a_line_break_is_refused() {
        assert!(Letter::mailbox("x", "a@example.org\r\nBcc: b@example.org").is_err());
        assert!(Letter::mailbox("x", "a@example.org, b@example.org").is_err());
    }

    #[test]
    fn every_copy_of_a_message_carries_the_same_identity() {
        let first = headers(&letter("李", "通知"));
        assert!(first.contains("Message-ID: <00000000-0000-0000-0000-000000000007@mulin.example>"));
        assert!(first.contains("Auto-Submitted: auto-generated"));
        let dates = |h: &str| h.lines().find(|l| l.starts_with("Date:")).map(str::to_owned);
        assert_eq!(dates(&first), dates(&headers(&letter("李", "通知"))));
    }
}
