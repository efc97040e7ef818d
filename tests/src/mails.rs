//! Mails that were sent: files in the data folder, as in production without a mail server.

use std::{fs, path::Path};

/// A mail as it was sent.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The file's name, which orders mails by time.
    pub file: String,
    /// The header lines, unfolded.
    pub headers: Vec<(String, String)>,
    /// Everything after the headers, with transfer encodings undone.
    pub body: String,
}

impl Mail {
    /// A header's text, encoded words undone; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    /// The subject.
    pub fn subject(&self) -> &str {
        self.header("subject")
    }

    /// Whom it is for.
    pub fn to(&self) -> &str {
        self.header("to")
    }

    /// What follows `token=` in the first link that has one.
    pub fn token(&self) -> Option<String> {
        let (_, rest) = self.body.split_once("token=")?;
        Some(rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')).collect())
    }

    fn parse(file: String, raw: &[u8]) -> Self {
        let mail = mail_parser::MessageParser::default().parse(raw).expect("a mail that can be read");
        let header = |name: &str| mail.header_raw(name.to_owned()).unwrap_or_default().trim().to_owned();
        let people = mail.to().map(|to| to.iter().filter_map(|address| address.address()).collect::<Vec<_>>().join(", "));
        let subject = mail.subject().unwrap_or_default().to_owned();
        let mut headers = vec![("subject".to_owned(), subject), ("to".to_owned(), people.unwrap_or_default())];
        headers.extend(
            ["From", "Message-ID", "Date", "List-Unsubscribe", "List-Unsubscribe-Post"].map(|name| (name.to_owned(), header(name))),
        );
        let texts = (0..mail.text_body_count()).filter_map(|part| mail.body_text(part));
        Self { file, headers, body: texts.collect::<Vec<_>>().join("\n") }
    }
}

/// The mails in `folder`, the oldest first.
pub(crate) fn read(folder: &Path) -> Vec<Mail> {
    let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> =
        files.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|kind| kind == "eml")).collect();
    files.sort_by_key(|path| (fs::metadata(path).and_then(|data| data.modified()).ok(), path.clone()));
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    files.iter().map(|path| Mail::parse(name(path), &fs::read(path).expect("a mail that can be read"))).collect()
}
