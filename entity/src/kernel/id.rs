//! Identities: UUIDv7, so that keys made later sort later.

use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

/// A new identity of the instant `now` (RFC 9562, version 7).
pub fn new_id(now: DateTime<Utc>) -> Uuid {
    let random: [u8; 10] = rand::random();
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// A secret of 256 random bits for links and sessions, URL-safe.
pub fn new_secret() -> String {
    use base64::Engine;
    let bytes: [u8; 32] = rand::random();
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// What is stored of such a secret: its SHA-256, so that a stolen table opens nothing.
pub fn hash_secret(secret: &str) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    Sha256::digest(secret.as_bytes()).to_vec()
}
