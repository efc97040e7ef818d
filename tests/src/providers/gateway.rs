//! A gateway or a program of somebody else, which checks calls by Standard Webhooks and takes each `webhook-id` once.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{Allowance, Stub, hmac};

/// One with this secret: `whsec_…`.
pub async fn gateway(secret: &'static str) -> Stub {
    Stub::open(move |call, before| {
        let (id, seconds) = (call.header("webhook-id"), call.header("webhook-timestamp"));
        let key = STANDARD.decode(secret.trim_start_matches("whsec_")).expect("base64");
        let expected = format!("v1,{}", STANDARD.encode(hmac(&key, &format!("{id}.{seconds}.{}", call.body))));
        let is_signed = call.header("webhook-signature").split(' ').any(|signature| signature == expected);
        let is_known = before.iter().any(|earlier| earlier.header("webhook-id") == id);
        json!({ "reference": format!("ref-{id}"), "signed": is_signed, "known": is_known })
    })
    .await
}

/// One that counts how often it was asked for more than it allows to one number.
pub async fn gateway_within(allowance: Allowance) -> Stub {
    Stub::open(move |call, _| {
        allowance.use_up(call.json()["to"].as_str().unwrap_or_default());
        json!({ "reference": format!("ref-{}", call.header("webhook-id")) })
    })
    .await
}
