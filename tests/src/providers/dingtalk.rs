//! A robot in DingTalk: signed calls, at most 20 a minute; whoever asks for more is shut out for ten minutes.

use std::sync::{Arc, Mutex, PoisonError};

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use mulin_entity::kernel::Clock;
use serde_json::json;

use super::{Allowance, Stub, hmac, stub::Judged};

/// A robot with this secret.
pub async fn dingtalk(clock: Arc<dyn Clock>, secret: &'static str) -> Stub {
    let (minute, shut) = (Allowance::new([(20, TimeDelta::minutes(1))], clock), Mutex::new(None::<DateTime<Utc>>));
    Stub::open(move |call, _| {
        let no = |code: u32, message: &str| Judged::not_taken(json!({ "errcode": code, "errmsg": message }));
        let (timestamp, now) = (call.parameter("timestamp"), minute.now());
        let expected = STANDARD.encode(hmac(secret.as_bytes(), &format!("{timestamp}\n{secret}")));
        let far = timestamp.parse().map_or(true, |then: i64| (now.timestamp_millis() - then).abs() > 3_600_000);
        if call.path != "/robot/send" || far || call.parameter("sign") != expected {
            return no(310_000, "sign not match");
        }
        if call.json()["text"]["content"].as_str().unwrap_or_default().is_empty() {
            return no(400_105, "content is empty");
        }
        let mut shut = shut.lock().unwrap_or_else(PoisonError::into_inner);
        if shut.is_some_and(|until| now < until) {
            return no(130_101, "send too fast, exceed 20 times per minute");
        }
        if minute.take("").is_err() {
            *shut = Some(now + TimeDelta::minutes(10));
            return no(130_101, "send too fast, exceed 20 times per minute");
        }
        Judged::taken(json!({ "errcode": 0, "errmsg": "ok" }))
    })
    .await
}
