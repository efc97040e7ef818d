//! The code for checking in (签到码): it changes all the time, so that a photo of it in a chat group is soon worth nothing, and it
//! proves when it was seen, so that a phone without a network can be believed later.

use chrono::{DateTime, Duration, TimeZone, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// How long one code is shown, in seconds.
pub const STEP: i64 = 30;
/// So many steps the clock of a phone may be off: two minutes.
const OFF: i64 = 4;
/// Eight digits, which somebody can also type.
const CODES: u64 = 100_000_000;

/// The code that is shown at `now`, and when the next one is.
pub fn shown(secret: &[u8], now: DateTime<Utc>) -> (String, DateTime<Utc>) {
    let step = step(now);
    let next = Utc.timestamp_opt((step + 1) * STEP, 0).single().unwrap_or(now + Duration::seconds(STEP));
    (code(secret, step), next)
}

/// Whether `told` was shown at about `at`.
pub fn was_shown(secret: &[u8], told: &str, at: DateTime<Utc>) -> bool {
    let around = step(at);
    (around - OFF..=around + OFF).fold(false, |found, step| found | bool::from(code(secret, step).as_bytes().ct_eq(told.as_bytes())))
}

fn step(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(STEP)
}

fn code(secret: &[u8], step: i64) -> String {
    // A key of any length is taken: this cannot fail.
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(secret) else { return String::new() };
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let number = digest.iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{:08}", number % CODES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_proves_when_it_was_seen_and_is_soon_worth_nothing() {
        let at: DateTime<Utc> = "2026-03-09T01:00:10Z".parse().unwrap();
        let (code, next) = shown(b"secret", at);
        assert_eq!((code.len(), next.to_rfc3339().as_str()), (8, "2026-03-09T01:00:30+00:00"));
        assert!(was_shown(b"secret", &code, at) && was_shown(b"secret", &code, at + Duration::seconds(100)));
        assert!(!was_shown(b"secret", &code, at + Duration::seconds(200)) && !was_shown(b"secret", &code, at - Duration::seconds(200)));
        assert!(!was_shown(b"another", &code, at) && !was_shown(b"secret", "", at));
    }
}
