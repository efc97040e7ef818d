//! What providers sign with: keyed hashes in the writing that each of them wants.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// HMAC-SHA-256.
pub(crate) fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    // A key of any length is taken.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

/// HMAC-SHA-256 in hexadecimal digits.
pub(crate) fn hex_hmac(key: &[u8], text: &str) -> String {
    hex::encode(hmac(key, text.as_bytes()))
}

/// HMAC-SHA-256 in base64.
pub(crate) fn base64_hmac(key: &[u8], text: &[u8]) -> String {
    STANDARD.encode(hmac(key, text))
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn hex_sha256(text: &[u8]) -> String {
    hex::encode(Sha256::digest(text))
}
