//! Addresses and passwords.

use std::{collections::HashSet, sync::LazyLock};

use super::log_in::normal;
use crate::kernel::{Failure, Result};

/// At least so many characters.
const SHORTEST: usize = 8;
/// At most so many: more would only feed the hash function.
const LONGEST: usize = 128;

/// Passwords that every list of leaked ones begins with, and Chinese habits: one a line, in lower case.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| include_str!("../../data/common-passwords.txt").lines().collect());

/// The address as it is stored, if it can be one.
pub fn email(text: &str) -> Result<String> {
    let email = normal(text);
    let wrong = || Failure::invalid_field("email", "tenancy.email_wrong");
    let (local, domain) = email.split_once('@').ok_or_else(wrong)?;
    let word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() && !"@,;:<>()[]\\\"".contains(c));
    let labels_fit = domain.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    if email.len() > 254 || local.len() > 64 || !word(local) || !word(domain) || !labels_fit || !domain.contains('.') {
        return Err(wrong());
    }
    Ok(email)
}

/// Whether `password` is good enough for the account of `email`.
pub fn password(password: &str, email: &str) -> Result<()> {
    let wrong = |code| Err(Failure::invalid_field("password", code));
    let length = password.chars().count();
    if length < SHORTEST {
        return wrong("tenancy.password_short");
    }
    if length > LONGEST {
        return wrong("tenancy.password_long");
    }
    let lower = password.to_lowercase();
    let local = email.split('@').next().unwrap_or_default();
    let one_letter = lower.chars().collect::<HashSet<_>>().len() < 3;
    if COMMON.contains(lower.as_str()) || one_letter || (local.len() > 3 && lower.contains(local)) {
        return wrong("tenancy.password_common");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(email(" Wang.Fang@Example.ORG ").unwrap(), "wang.fang@example.org");
        for wrong in [
            "",
            "wang",
            "@example.org",
            "wang@",
            "wang@org",
            "wang@example..org",
            "a b@example.org",
            "wang@-a.org",
            "王@example.org",
            "a@b.org\r\nBcc: x@y.org",
        ] {
            assert!(email(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn passwords() {
        assert!(password("邻里守望一家亲啊", "wang@example.org").is_ok());
        for weak in ["short", "password123", "Woaini1314", "aaaaaaaaaa", "wangfang2026"] {
            assert!(password(weak, "wangfang@example.org").is_err(), "{weak}");
        }
    }
}
