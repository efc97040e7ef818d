//! WeCom: an application whose tokens end, and a group's robot.

use serde_json::json;

use super::{Allowance, Stub};

/// An application of this company, where only the token that was fetched last is in force.
pub async fn wecom(corp: &'static str, secret: &'static str) -> Stub {
    Stub::open(move |call, before| {
        let fetched = |calls: &[super::Call]| calls.iter().filter(|call| call.path == "/cgi-bin/gettoken").count();
        if call.path == "/cgi-bin/gettoken" {
            if call.parameter("corpid") != corp || call.parameter("corpsecret") != secret {
                return json!({ "errcode": 40_001, "errmsg": "invalid credential" });
            }
            return json!({ "errcode": 0, "errmsg": "ok", "access_token": format!("token-{}", fetched(before) + 1), "expires_in": 7200 });
        }
        if call.parameter("access_token") != format!("token-{}", fetched(before)) {
            return json!({ "errcode": 40_014, "errmsg": "invalid access_token" });
        }
        let body = call.json();
        let (user, text) = (body["touser"].as_str().unwrap_or_default(), body["text"]["content"].as_str().unwrap_or_default());
        if text.len() > 2_048 {
            return json!({ "errcode": 45_002, "errmsg": "content size out of limit" });
        }
        let gone = if user == "gone" { user } else { "" };
        json!({ "errcode": 0, "errmsg": "ok", "invaliduser": gone, "msgid": format!("msg-{}", before.len()) })
    })
    .await
}

/// A robot with this key: 20 calls a minute, 2,048 bytes each.
pub async fn wecom_robot(key: &'static str) -> Stub {
    Stub::open(move |call, before| {
        if call.path != "/cgi-bin/webhook/send" || call.parameter("key") != key {
            return json!({ "errcode": 93_000, "errmsg": "invalid webhook url" });
        }
        if before.len() >= 20 {
            return json!({ "errcode": 45_009, "errmsg": "api freq out of limit" });
        }
        if call.json()["text"]["content"].as_str().unwrap_or_default().len() > 2_048 {
            return json!({ "errcode": 40_058, "errmsg": "text.content exceed max length 2048" });
        }
        json!({ "errcode": 0, "errmsg": "ok" })
    })
    .await
}

/// A robot that counts how often it was asked for more than it allows.
pub async fn wecom_robot_within(allowance: Allowance) -> Stub {
    Stub::open(move |_, _| {
        allowance.use_up("");
        json!({ "errcode": 0, "errmsg": "ok" })
    })
    .await
}
