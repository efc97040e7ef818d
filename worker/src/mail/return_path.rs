//! The return path (退信地址): to whom mail systems hand back what they cannot deliver.

use lettre::address::{Address, AddressError};
use mulin_entity::notifications::bounces::TOKEN;

/// The most bytes of an address before its `@` (RFC 5321).
const LOCAL: usize = 64;
/// The most of it that are ours: a mark and a plus sign follow.
const USER: usize = LOCAL - TOKEN - 1;

/// The mailbox to which letters come back, each under a name of its own.
#[derive(Debug, Clone)]
pub struct ReturnPath {
    user: String,
    domain: String,
}

/// What is wrong with the address for bounces.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ReturnPathError {
    /// No address, or not in ASCII: not every mail system on the way takes another.
    #[error("the address for bounces must look like: bounces@example.org")]
    Address,
    /// No room for what follows.
    #[error(
        "the address for bounces has more than {USER} characters before its @: +MARK with a mark of {TOKEN} follows, and {LOCAL} is the most"
    )]
    Long,
    /// The mail server would look for the mark after the first plus sign.
    #[error("the address for bounces has a + before its @: Mulin adds its own, with a mark after it")]
    Plus,
}

impl ReturnPath {
    /// Reads an address such as `bounces@example.org`.
    pub fn parse(text: &str) -> Result<Self, ReturnPathError> {
        let address: Address = text.parse().map_err(|_| ReturnPathError::Address)?;
        let (user, domain) = (address.user(), address.domain());
        if !text.is_ascii() || user.starts_with('"') {
            return Err(ReturnPathError::Address);
        }
        if user.contains('+') {
            return Err(ReturnPathError::Plus);
        }
        if user.len() > USER {
            return Err(ReturnPathError::Long);
        }
        Ok(Self { user: user.to_owned(), domain: domain.to_owned() })
    }

    /// The address for whatever comes back under `token`.
    pub fn under(&self, token: &str) -> Result<Address, AddressError> {
        Address::new(format!("{}+{token}", self.user), &self.domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_address_still_has_room_for_its_mark() {
        let path = ReturnPath::parse(&format!("{}@example.org", "b".repeat(USER))).expect("an address");
        let address = path.under(&"a".repeat(TOKEN)).expect("an address");
        assert_eq!(address.user().len(), 64);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let wrong = |text: &str| ReturnPath::parse(text).expect_err(text);
        assert_eq!(wrong(&format!("{}@example.org", "b".repeat(USER + 1))), ReturnPathError::Long);
        assert_eq!(wrong("bounces+mulin@example.org"), ReturnPathError::Plus);
        for text in ["bounces", "bounces@", "@example.org", "退信@example.org", "bounces@例子.中国", "Mulin <bounces@example.org>"] {
            assert_eq!(wrong(text), ReturnPathError::Address, "{text}");
        }
    }
}
