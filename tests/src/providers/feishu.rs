//! A robot in Feishu: signed calls, at most 100 a minute and 5 a second.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use mulin_entity::kernel::Clock;
use serde_json::json;

use super::{Allowance, Stub, hmac, stub::Judged};

/// A robot with this secret.
pub async fn feishu(clock: Arc<dyn Clock>, secret: &'static str) -> Stub {
    let allowance = Allowance::new([(5, TimeDelta::seconds(1)), (100, TimeDelta::minutes(1))], clock);
    Stub::open(move |call, _| {
        let no = |code: u32, message: &str| Judged::not_taken(json!({ "code": code, "msg": message }));
        let body = call.json();
        let seconds = body["timestamp"].as_str().unwrap_or_default();
        let key = format!("{seconds}\n{secret}");
        let far = seconds.parse().map_or(true, |then: i64| (allowance.now().timestamp() - then).abs() > 3_600);
        if !call.path.starts_with("/open-apis/bot/v2/hook/") || far || body["sign"] != STANDARD.encode(hmac(key.as_bytes(), "")) {
            return no(19_021, "sign match fail or timestamp is not within one hour from current time");
        }
        if allowance.take("").is_err() {
            return no(11_232, "frequency limited");
        }
        Judged::taken(json!({ "code": 0, "msg": "success", "data": {} }))
    })
    .await
}
