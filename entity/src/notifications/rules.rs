//! Who reads, what is shown of an address, and when a message is tried again. Pure.

pub mod base32;
pub mod circuit;
pub mod form;
pub mod limit;
pub mod news;
pub mod plan;
pub mod policy;
pub mod quiet;
pub mod report;
pub mod segments;
pub mod window;
pub mod wording;

/// A recipient as of now: looked up when the message is sent, so that it goes where they can be reached today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// How to address them.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// Their language, `zh-CN` or `en`.
    pub locale: String,
    /// The IANA zone in which their times are written.
    pub zone: String,
}

/// How often a message may end in doubt before it stays there: a reminder that may not have arrived is worth a second copy
/// with the same identity, and not a third.
pub const MOST_DOUBTS: usize = 2;

/// A line of its own, whatever somebody typed: no header and no second message begins in it.
pub fn one_line(text: &str) -> String {
    let breaks = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    text.split(breaks).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// An address with which one recognises one's own, and learns nobody else's.
pub fn mask_address(address: &str) -> String {
    match address.split_once('@') {
        Some((local, domain)) => format!("{}***@{domain}", local.chars().next().unwrap_or('*')),
        None => "***".to_owned(),
    }
}

/// The text of a letter as the ledger keeps it: a link that works once is for its recipient only.
pub fn without_secrets(text: &str, facts: &serde_json::Value) -> String {
    // Only links that work once have an end.
    let secret = facts.get("path").or_else(|| facts.get("link")).and_then(serde_json::Value::as_str);
    let path = secret.filter(|_| facts.get("expires_at").is_some() || facts.get("link").is_some());
    match path.filter(|path| path.len() > 1) {
        Some(path) => text.replace(path, "/***"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_address_is_recognised_by_its_owner_only() {
        assert_eq!(mask_address("li.na@example.org"), "l***@example.org");
        assert_eq!(mask_address("no address"), "***");
    }

    #[test]
    fn the_ledger_keeps_no_link_that_opens_an_account() {
        let text = "打开 https://mulin.example/invitations/s3cret 接受";
        let once = json!({ "path": "/invitations/s3cret", "expires_at": "2026-11-25T09:00:00Z" });
        assert_eq!(without_secrets(text, &once), "打开 https://mulin.example/*** 接受");
        let lasting = json!({ "path": "/visits/today" });
        assert_eq!(without_secrets("见 /visits/today", &lasting), "见 /visits/today");
    }
}
