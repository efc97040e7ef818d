//! A robot in DingTalk: signed calls, at most 20 a minute.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use super::{Stub, hmac};

/// A robot with this secret.
pub async fn dingtalk(secret: &'static str) -> Stub {
    Stub::open(move |call, before| {
        let expected = STANDARD.encode(hmac(secret.as_bytes(), &format!("{}\n{secret}", call.parameter("timestamp"))));
        if call.path != "/robot/send" || call.parameter("sign") != expected {
            return json!({ "errcode": 310_000, "errmsg": "sign not match" });
        }
        if before.len() >= 20 {
            return json!({ "errcode": 130_101, "errmsg": "send too fast, exceed 20 times per minute" });
        }
        if call.json()["text"]["content"].as_str().unwrap_or_default().is_empty() {
            return json!({ "errcode": 400_105, "errmsg": "content is empty" });
        }
        json!({ "errcode": 0, "errmsg": "ok" })
    })
    .await
}
