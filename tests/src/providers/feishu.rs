//! A robot in Feishu: signed calls.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{Stub, hmac};

/// A robot with this secret.
pub async fn feishu(secret: &'static str) -> Stub {
    Stub::open(move |call, before| {
        let body = call.json();
        let key = format!("{}\n{secret}", body["timestamp"].as_str().unwrap_or_default());
        if !call.path.starts_with("/open-apis/bot/v2/hook/") || body["sign"] != STANDARD.encode(hmac(key.as_bytes(), "")) {
            return json!({ "code": 19_021, "msg": "sign match fail or timestamp is not within one hour from current time" });
        }
        if before.len() >= 100 {
            return json!({ "code": 11_232, "msg": "frequency limited" });
        }
        json!({ "code": 0, "msg": "success", "data": {} })
    })
    .await
}
