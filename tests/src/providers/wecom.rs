//! WeCom: an application whose tokens end, and a group's robot.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use mulin_entity::kernel::Clock;
use serde_json::json;

use super::{
    Allowance, Stub,
    stub::{Call, Judged},
};

/// An application of this company, where only the token that was fetched last is in force. What is above 30 a minute and 1,000 an hour to
/// one member it drops without a word, and so it does with a text that it was told to know again.
pub async fn wecom(clock: Arc<dyn Clock>, corp: &'static str, secret: &'static str) -> Stub {
    let members = Allowance::new([(30, TimeDelta::minutes(1)), (1_000, TimeDelta::hours(1))], clock);
    let said: Mutex<HashMap<(String, String), DateTime<Utc>>> = Mutex::default();
    Stub::open(move |call, before| {
        let no = |code: u32, message: &str| Judged::not_taken(json!({ "errcode": code, "errmsg": message }));
        let fetched = |calls: &[Call]| calls.iter().filter(|call| call.path == "/cgi-bin/gettoken").count();
        if call.path == "/cgi-bin/gettoken" {
            if call.parameter("corpid") != corp {
                return no(40_013, "invalid corpid");
            }
            if call.parameter("corpsecret") != secret {
                return no(40_001, "invalid credential");
            }
            let token = format!("token-{}", fetched(before) + 1);
            return Judged::not_taken(json!({ "errcode": 0, "errmsg": "ok", "access_token": token, "expires_in": 7200 }));
        }
        if call.parameter("access_token") != format!("token-{}", fetched(before)) {
            return no(40_014, "invalid access_token");
        }
        let body = call.json();
        let (user, text) = (body["touser"].as_str().unwrap_or_default(), body["text"]["content"].as_str().unwrap_or_default());
        if text.len() > 2_048 {
            return no(45_002, "content size out of limit");
        }
        let gone = if user == "gone" { user } else { "" };
        let answer = json!({ "errcode": 0, "errmsg": "ok", "invaliduser": gone, "msgid": format!("msg-{}", before.len()) });
        let (mut said, what) = (said.lock().unwrap_or_else(PoisonError::into_inner), (user.to_owned(), text.to_owned()));
        let same_for = TimeDelta::seconds(body["duplicate_check_interval"].as_i64().unwrap_or(1_800).min(14_400));
        let is_known = body["enable_duplicate_check"] == 1 && said.get(&what).is_some_and(|at| members.now() - *at < same_for);
        if is_known || !gone.is_empty() || members.take(user).is_err() {
            return Judged::not_taken(answer);
        }
        said.insert(what, members.now());
        Judged::taken(answer)
    })
    .await
}

/// A robot with this key: 20 calls a minute, 2,048 bytes each.
pub async fn wecom_robot(clock: Arc<dyn Clock>, key: &'static str) -> Stub {
    wecom_robot_within(Allowance::new([(20, TimeDelta::minutes(1))], clock), key).await
}

/// One that counts how often it was asked for more than it allows.
pub async fn wecom_robot_within(allowance: Allowance, key: &'static str) -> Stub {
    Stub::open(move |call, _| {
        let no = |code: u32, message: &str| Judged::not_taken(json!({ "errcode": code, "errmsg": message }));
        if call.path != "/cgi-bin/webhook/send" || call.parameter("key") != key {
            return no(93_000, "invalid webhook url");
        }
        if call.json()["text"]["content"].as_str().unwrap_or_default().len() > 2_048 {
            return no(40_058, "text.content exceed max length 2048");
        }
        match allowance.take("") {
            Ok(()) => Judged::taken(json!({ "errcode": 0, "errmsg": "ok" })),
            Err(_) => no(45_009, "api freq out of limit"),
        }
    })
    .await
}
