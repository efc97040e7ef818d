//! What a broken step means for the letter.

use std::{error::Error as _, time::Duration};

use lettre::transport::smtp::Error;

use crate::mail::Verdict;

/// A relay that refuses us, rather than this letter, is left alone for a while: somebody has to change a setting.
const REFUSES_US: Duration = Duration::from_secs(600);

/// A step that did not end well.
#[derive(Debug)]
pub(super) struct Broken {
    code: Option<u16>,
    text: String,
}

impl Broken {
    pub(super) fn late(step: &str) -> Self {
        Self { code: None, text: format!("no answer in time: {step}") }
    }

    pub(super) fn closed() -> Self {
        Self { code: None, text: "the connection was closed".to_owned() }
    }

    pub(super) fn network(fault: &std::io::Error) -> Self {
        Self { code: None, text: fault.to_string() }
    }

    /// An answer was read, so both sides still agree on where they are.
    pub(super) fn is_an_answer(&self) -> bool {
        // 421 is an answer too, but the relay closes the connection with it.
        self.code.is_some_and(|code| code != 421)
    }

    /// Nothing of the letter was said yet.
    pub(super) fn before_the_letter(self) -> Verdict {
        match self.code {
            Some(500..) => self.retry(Some(REFUSES_US)),
            _ => self.retry(None),
        }
    }

    /// While naming sender and recipient, or while the text was still going out.
    pub(super) fn in_the_letter(self) -> Verdict {
        match self.code {
            // "Authentication required", "mechanism too weak": about us, not about the letter.
            Some(530 | 534 | 535 | 538) => self.retry(Some(REFUSES_US)),
            Some(500..) => Verdict::Permanent { reason: self.reason() },
            _ => self.retry(None),
        }
    }

    /// After the final dot: only an answer tells whether the letter was taken.
    pub(super) fn after_the_dot(self) -> Verdict {
        match self.code {
            Some(_) => self.in_the_letter(),
            None => Verdict::InDoubt { reason: self.reason() },
        }
    }

    fn retry(self, after: Option<Duration>) -> Verdict {
        Verdict::Retry { after, reason: self.reason() }
    }

    fn reason(&self) -> String {
        let text: String = self.text.trim().chars().take(300).collect();
        match self.code {
            Some(code) => format!("{code} {text}").trim_end().to_owned(),
            None => text,
        }
    }
}

impl From<Error> for Broken {
    fn from(error: Error) -> Self {
        Self {
            code: error.status().map(u16::from),
            text: match error.source() {
                Some(source) => source.to_string(),
                None => error.to_string(),
            },
        }
    }
}
