//! Signs letters with the key of the sender's domain (DKIM: RFC 6376, Ed25519: RFC 8463), so that whoever gets them can tell them
//! from forged ones. For relays that do not sign themselves.
//!
//! Written here, on ring, because the libraries bring a DNS resolver or an RSA that leaks its key through time (RUSTSEC-2023-0071).

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use ring::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{Ed25519KeyPair, RSA_PKCS1_SHA256, RsaKeyPair},
};
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, pem::PemObject};

/// What is signed. `From` and `Subject` stand twice: a second one that somebody adds breaks the signature.
/// RFC 8058 asks for both headers of the one-click unsubscribe.
const SIGNED: &[&str] = &[
    "from",
    "from",
    "to",
    "subject",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "auto-submitted",
    "list-unsubscribe",
    "list-unsubscribe-post",
];
/// The longest line of the signature's text.
const FOLD: usize = 72;

/// The signing key of a domain.
pub struct Dkim {
    domain: String,
    selector: String,
    key: Key,
}

enum Key {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

/// Why letters cannot be signed.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DkimError {
    /// No usable key.
    #[error("the DKIM key must be an RSA key of at least 2048 bits or an Ed25519 key, as PEM")]
    Key,
    /// No usable name.
    #[error("the DKIM selector must be letters, digits, dots and hyphens")]
    Selector,
    /// ring gives no reason.
    #[error("the letter could not be signed")]
    Signing,
}

impl Dkim {
    /// The key in `pem`, whose public half stands in the DNS at `selector._domainkey.domain`.
    pub fn new(domain: impl Into<String>, selector: impl Into<String>, pem: &[u8]) -> Result<Self, DkimError> {
        let selector = selector.into();
        if selector.is_empty() || !selector.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte)) {
            return Err(DkimError::Selector);
        }
        Ok(Self { domain: domain.into(), selector, key: Key::read(pem)? })
    }

    /// The letter with its signature on top.
    pub fn sign(&self, letter: &[u8], at: DateTime<Utc>) -> Result<Vec<u8>, DkimError> {
        let (headers, body) = parts(letter);
        let body_hash = STANDARD.encode(digest(&SHA256, &canonical_body(body)));
        let open = format!(
            "v=1; a={}; c=relaxed/relaxed; d={}; s={};\r\n t={}; h={};\r\n bh={body_hash};\r\n b=",
            self.key.algorithm(),
            self.domain,
            self.selector,
            at.timestamp(),
            SIGNED.join(":\r\n "),
        );
        let signature = STANDARD.encode(self.key.sign(input(&headers, SIGNED, &open).as_bytes())?);
        let folded = signature.as_bytes().chunks(FOLD).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\r\n ");
        Ok([format!("DKIM-Signature: {open}{folded}\r\n").as_bytes(), letter].concat())
    }
}

impl Key {
    fn read(pem: &[u8]) -> Result<Self, DkimError> {
        let refused = |_| DkimError::Key;
        match PrivateKeyDer::from_pem_slice(pem).map_err(|_| DkimError::Key)? {
            PrivateKeyDer::Pkcs8(der) => match Ed25519KeyPair::from_pkcs8_maybe_unchecked(der.secret_pkcs8_der()) {
                Ok(key) => Ok(Self::Ed25519(key)),
                Err(_) => RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()).map(Box::new).map(Self::Rsa).map_err(refused),
            },
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der()).map(Box::new).map(Self::Rsa).map_err(refused),
            _ => Err(DkimError::Key),
        }
    }

    fn algorithm(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "rsa-sha256",
            Self::Ed25519(_) => "ed25519-sha256",
        }
    }

    fn sign(&self, input: &[u8]) -> Result<Vec<u8>, DkimError> {
        match self {
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), input, &mut signature).map_err(|_| DkimError::Signing)?;
                Ok(signature)
            }
            // RFC 8463 signs the hash.
            Self::Ed25519(key) => Ok(key.sign(digest(&SHA256, input).as_ref()).as_ref().to_vec()),
        }
    }
}

/// Headers, unfolded, and the body.
fn parts(letter: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let end = letter.windows(4).position(|window| window == b"\r\n\r\n");
    let (head, body) = end.map_or((letter, &[][..]), |end| (&letter[..end], &letter[end + 4..]));
    let head = String::from_utf8_lossy(head).replace("\r\n ", " ").replace("\r\n\t", " ");
    let header = |line: &str| line.split_once(':').map(|(name, value)| (name.trim().to_ascii_lowercase(), canonical_value(value)));
    (head.split("\r\n").filter_map(header).collect(), body)
}

/// What is signed: the named headers from the last up, then the signature's own without its end.
fn input(headers: &[(String, String)], signed: &[&str], own: &str) -> String {
    let mut left: Vec<_> = headers.iter().collect();
    let mut text = String::new();
    for name in signed {
        if let Some(at) = left.iter().rposition(|(found, _)| found == name) {
            let (name, value) = left.remove(at);
            text += &format!("{name}:{value}\r\n");
        }
    }
    text + "dkim-signature:" + &canonical_value(&own.replace("\r\n", ""))
}

fn canonical_value(value: &str) -> String {
    value.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Lines with single blanks, none at their ends, and no empty lines at the end of all.
fn canonical_body(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let mut lines: Vec<String> = text.split("\r\n").map(canonical_line).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.into_iter().map(|line| line + "\r\n").collect::<String>().into_bytes()
}

fn canonical_line(line: &str) -> String {
    let begins_blank = line.starts_with([' ', '\t']);
    let words = canonical_value(line);
    if begins_blank && !words.is_empty() { format!(" {words}") } else { words }
}

#[cfg(test)]
mod tests {
    use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

    use super::*;

    /// The example of RFC 8463, appendix A.
    const LETTER: &str = "From: Joe SixPack <joe@football.example.com>\r\nTo: Suzie Q <suzie@shopping.example.net>\r\n\
        Subject: Is dinner ready?\r\nDate: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n\
        Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n\r\n\
        Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
    const BODY_HASH: &str = "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=";
    const SEED: &str = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
    const SIGNATURE: &str = "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==";

    #[test]
    fn signs_like_the_published_example() {
        let (headers, body) = parts(LETTER.as_bytes());
        assert_eq!(STANDARD.encode(digest(&SHA256, &canonical_body(body))), BODY_HASH);
        let own = format!(
            "v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n d=football.example.com; i=@football.example.com;\r\n \
             q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n subject : date : message-id : from : subject : date;\r\n bh={BODY_HASH};\r\n b="
        );
        let signed = ["from", "to", "subject", "date", "message-id", "from", "subject", "date"];
        let key = Ed25519KeyPair::from_seed_unchecked(&STANDARD.decode(SEED).expect("a seed")).expect("a key");
        let signature = Key::Ed25519(key).sign(input(&headers, &signed, &own).as_bytes()).expect("a signature");
        assert_eq!(STANDARD.encode(signature), SIGNATURE);
    }

    /// Made for this test; it signs for nobody.
    const RSA: &[u8] = include_bytes!("dkim/test_only_rsa.pem");

    /// As a receiver does: the headers that the signature names, the signature's own without its end, the hash of the body.
    fn holds(signed: &[u8], public: &[u8]) -> bool {
        let (headers, body) = parts(signed);
        let own = &headers.iter().find(|(name, _)| name == "dkim-signature").expect("a signature").1;
        let tag = |name: &str| {
            let tags = own.split(';').filter_map(|tag| tag.trim().split_once('='));
            tags.filter(|(known, _)| *known == name).map(|(_, value)| value.replace(' ', "")).next().expect("a tag")
        };
        let named = tag("h");
        let named: Vec<&str> = named.split(':').collect();
        let others: Vec<_> = headers.iter().filter(|(name, _)| name != "dkim-signature").cloned().collect();
        let (open, _) = own.rsplit_once("; b=").expect("an end");
        let text = input(&others, &named, &format!("{open}; b="));
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public);
        tag("a") == "rsa-sha256"
            && tag("bh") == STANDARD.encode(digest(&SHA256, &canonical_body(body)))
            && key.verify(text.as_bytes(), &STANDARD.decode(tag("b")).expect("base64")).is_ok()
    }

    #[test]
    fn an_rsa_key_signs_what_its_public_half_confirms() {
        let at = DateTime::from_timestamp(1_772_323_200, 0).expect("an instant");
        let signed = Dkim::new("football.example.com", "mail", RSA).expect("a key").sign(LETTER.as_bytes(), at).expect("a letter");
        let Key::Rsa(key) = Key::read(RSA).expect("a key") else { panic!("not RSA") };
        let public = key.public().as_ref().to_vec();
        assert!(holds(&signed, &public));
        let text = String::from_utf8(signed).expect("ASCII");
        for (from, to) in [("We lost", "We won"), ("Is dinner", "Was dinner"), ("d=football", "d=baseball"), ("From: Joe", "From: Jim")] {
            assert!(text.contains(from), "{from}");
            assert!(!holds(text.replacen(from, to, 1).as_bytes(), &public), "{from}");
        }
        let second = text.replacen("Subject:", "Subject: Urgent\r\nSubject:", 1);
        assert!(!holds(second.as_bytes(), &public), "a second subject");
    }

    #[test]
    fn blanks_and_empty_last_lines_do_not_count() {
        assert_eq!(canonical_body(b" C \r\nD \t E\r\n\r\n\r\n"), b" C\r\nD E\r\n");
        assert_eq!(canonical_body(b""), b"");
        let (headers, _) = parts(b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n");
        assert_eq!(headers, [("a".to_owned(), "X".to_owned()), ("b".to_owned(), "Y Z".to_owned())]);
    }

    #[test]
    fn a_key_or_a_name_that_is_none_is_refused() {
        assert_eq!(Dkim::new("mulin.example", "mail", b"no key").err(), Some(DkimError::Key));
        assert_eq!(Dkim::new("mulin.example", "mail; t=y", b"").err(), Some(DkimError::Selector));
    }
}
