//! Where the relay is and how to speak to it, read from one URL.

use lettre::transport::smtp::authentication::Credentials;
use url::Url;

/// How the conversation is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsPolicy {
    /// TLS from the first byte (`smtps://`, port 465).
    Implicit,
    /// STARTTLS, or no letter at all.
    Required,
    /// STARTTLS when the relay offers it.
    Opportunistic,
    /// Plain text: for a relay on the same host.
    Off,
}

/// A relay: `smtp://user:pass@host:587?tls=required&connections=8&ca=/etc/mulin/authorities.pem`.
#[derive(Clone)]
pub struct SmtpAddress {
    /// Host name or IP address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// Protection of the conversation.
    pub tls: TlsPolicy,
    /// At most this many connections at once.
    pub connections: usize,
    /// Authorities that are believed besides the public ones, as PEM.
    pub(super) authorities: Option<Vec<u8>>,
    pub(super) credentials: Option<Credentials>,
}

/// What is wrong with an SMTP URL. Never quotes the URL: it may hold a password.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SmtpAddressError {
    /// Not a URL.
    #[error("the SMTP address is not a URL")]
    NotAUrl,
    /// Neither smtp nor smtps.
    #[error("the SMTP address must start with smtp:// or smtps://")]
    Scheme,
    /// No host.
    #[error("the SMTP address names no host")]
    Host,
    /// User name or password are not UTF-8 after percent-decoding.
    #[error("user name or password of the SMTP address cannot be read: percent-encode them")]
    Credentials,
    /// A parameter is unknown or has an impossible value.
    #[error("parameter {0} of the SMTP address is unknown or has an impossible value")]
    Parameter(String),
    /// The file of authorities cannot be read.
    #[error("the certificates that the SMTP address names as ca cannot be read")]
    Authorities,
}

impl SmtpAddress {
    /// Reads the URL. With credentials, STARTTLS is required unless the URL says otherwise: a password is not
    /// sent in plain text by accident.
    pub fn parse(text: &str) -> Result<Self, SmtpAddressError> {
        let url = Url::parse(text).map_err(|_| SmtpAddressError::NotAUrl)?;
        let implicit = match url.scheme() {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(SmtpAddressError::Scheme),
        };
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or(SmtpAddressError::Host)?;
        let credentials = credentials(&url)?;
        let mut address = Self {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port().unwrap_or(if implicit { 465 } else { 587 }),
            tls: match (implicit, &credentials) {
                (true, _) => TlsPolicy::Implicit,
                (false, Some(_)) => TlsPolicy::Required,
                (false, None) => TlsPolicy::Opportunistic,
            },
            connections: 8,
            authorities: None,
            credentials,
        };
        for (name, value) in url.query_pairs() {
            address.set(&name, &value)?;
        }
        Ok(address)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), SmtpAddressError> {
        let wrong = || SmtpAddressError::Parameter(name.to_owned());
        match (name, value) {
            ("tls", _) if self.tls == TlsPolicy::Implicit => return Err(wrong()),
            ("tls", "required") => self.tls = TlsPolicy::Required,
            ("tls", "opportunistic") => self.tls = TlsPolicy::Opportunistic,
            ("tls", "off") => self.tls = TlsPolicy::Off,
            ("ca", path) => self.authorities = Some(std::fs::read(path).map_err(|_| SmtpAddressError::Authorities)?),
            ("connections", number) => {
                let number: usize = number.parse().map_err(|_| wrong())?;
                if !(1..=64).contains(&number) {
                    return Err(wrong());
                }
                self.connections = number;
            }
            _ => return Err(wrong()),
        }
        Ok(())
    }
}

fn credentials(url: &Url) -> Result<Option<Credentials>, SmtpAddressError> {
    if url.username().is_empty() {
        return Ok(None);
    }
    let plain = |part: &str| {
        percent_encoding::percent_decode_str(part).decode_utf8().map(|text| text.into_owned()).map_err(|_| SmtpAddressError::Credentials)
    };
    let user = plain(url.username())?;
    let password = plain(url.password().unwrap_or_default())?;
    Ok(Some(Credentials::new(user, password)))
}

impl std::fmt::Debug for SmtpAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpAddress")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .field("authenticated", &self.credentials.is_some())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_sent_in_plain_text_by_accident() {
        let with = SmtpAddress::parse("smtp://user:p%40ss@mail.example:2525").expect("an address");
        assert_eq!(with.tls, TlsPolicy::Required);
        let without = SmtpAddress::parse("smtp://127.0.0.1:2525").expect("an address");
        assert_eq!((without.tls, without.port), (TlsPolicy::Opportunistic, 2525));
        let off = SmtpAddress::parse("smtp://u:p@127.0.0.1:25?tls=off&connections=2").expect("one");
        assert_eq!((off.tls, off.connections), (TlsPolicy::Off, 2));
    }

    #[test]
    fn implicit_tls_has_its_own_port() {
        let address = SmtpAddress::parse("smtps://mail.example").expect("an address");
        assert_eq!((address.tls, address.port), (TlsPolicy::Implicit, 465));
    }

    #[test]
    fn what_is_wrong_is_said_without_the_password() {
        let wrong = SmtpAddress::parse("smtp://user:secret@mail.example?tls=maybe");
        let message = wrong.expect_err("refused").to_string();
        assert!(message.contains("tls") && !message.contains("secret"), "{message}");
        let address = SmtpAddress::parse("smtp://user:secret@mail.example").expect("an address");
        assert!(!format!("{address:?}").contains("secret"));
        for url in ["http://x", "mail.example:25", "smtp://", "smtp://h?connections=0"] {
            assert!(SmtpAddress::parse(url).is_err(), "{url}");
        }
    }
}
