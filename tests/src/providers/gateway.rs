//! A gateway or a program of somebody else, which checks calls by Standard Webhooks and takes each `webhook-id` once.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use mulin_entity::kernel::Clock;
use serde_json::json;

use super::{
    Allowance, Stub, hmac,
    stub::{Call, Judged},
};

/// How far the clocks of two that know each other may be apart, in seconds.
const TOLERANCE: i64 = 300;

/// One with this secret: `whsec_…`.
pub async fn gateway(clock: Arc<dyn Clock>, secret: &'static str) -> Stub {
    let unlimited: [(usize, TimeDelta); 0] = [];
    gateway_within(Allowance::new(unlimited, clock), secret).await
}

/// One that counts how often it was asked for more than it allows to one number.
pub async fn gateway_within(allowance: Allowance, secret: &'static str) -> Stub {
    let known = Mutex::new(HashSet::new());
    Stub::open(move |call, _| {
        let id = call.header("webhook-id").to_owned();
        if !is_signed(call, secret, allowance.now().timestamp()) {
            return Judged::refused(401, json!({ "error": "signature" }));
        }
        let answer = json!({ "reference": format!("ref-{id}") });
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.contains(&id) {
            return Judged::not_taken(answer);
        }
        if allowance.take(call.json()["to"].as_str().unwrap_or_default()).is_err() {
            return Judged::refused(429, json!({ "error": "limit" }));
        }
        known.insert(id);
        Judged::taken(answer)
    })
    .await
}

/// One that takes messages without giving them any reference.
pub async fn gateway_without_references(clock: Arc<dyn Clock>, secret: &'static str) -> Stub {
    Stub::open(move |call, _| match is_signed(call, secret, clock.now().timestamp()) {
        true => Judged::taken(json!({ "status": "queued" })),
        false => Judged::refused(401, json!({ "error": "signature" })),
    })
    .await
}

fn is_signed(call: &Call, secret: &str, now: i64) -> bool {
    let (id, seconds) = (call.header("webhook-id"), call.header("webhook-timestamp"));
    let key = STANDARD.decode(secret.trim_start_matches("whsec_")).expect("base64");
    let expected = format!("v1,{}", STANDARD.encode(hmac(&key, &format!("{id}.{seconds}.{}", call.body))));
    let is_recent = seconds.parse().is_ok_and(|then: i64| (now - then).abs() <= TOLERANCE);
    is_recent && call.header("webhook-signature").split(' ').any(|signature| signature == expected)
}
