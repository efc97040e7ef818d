//! A group's robot in DingTalk (钉钉自定义机器人), signed with its secret (加签).
//! Source: the provider's pages "自定义机器人安全设置" and "自定义机器人发送群聊消息".

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use mulin_entity::kernel::Clock;
use serde::Deserialize;
use serde_json::json;

use crate::channels::{
    Channel, Fault, Note, Verdict,
    http::{Answer, Http, Twice},
    sign::base64_hmac,
    words,
};

const BYTES: usize = 20_000;

/// How a robot is reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The token in its address.
    pub access_token: String,
    /// What calls are signed with: `SEC…`.
    pub secret: String,
    /// Where it listens.
    #[serde(default = "endpoint")]
    pub endpoint: String,
}

fn endpoint() -> String {
    "https://oapi.dingtalk.com".to_owned()
}

/// A robot.
pub struct DingTalk {
    http: Http,
    clock: Arc<dyn Clock>,
    settings: Settings,
}

impl DingTalk {
    /// The robot of these settings.
    pub fn new(http: Http, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        Self { http, clock, settings }
    }
}

/// The secret is the key, the instant in milliseconds and the secret are the text.
fn signature(millis: i64, secret: &str) -> String {
    base64_hmac(secret.as_bytes(), format!("{millis}\n{secret}").as_bytes())
}

#[async_trait]
impl Channel for DingTalk {
    async fn send(&self, note: &Note) -> Verdict {
        let Settings { access_token, secret, endpoint } = &self.settings;
        let millis = self.clock.now().timestamp_millis();
        let query = [("access_token", access_token.clone()), ("timestamp", millis.to_string()), ("sign", signature(millis, secret))];
        let body = json!({ "msgtype": "text", "text": { "content": words(note, BYTES) } });
        let request = self.http.client().post(format!("{endpoint}/robot/send")).query(&query).json(&body);
        match self.http.ask(request.build(), Twice::Harmful).await {
            Ok(answer) => verdict(&answer, note),
            Err(verdict) => verdict,
        }
    }

    fn name(&self) -> &'static str {
        "dingtalk"
    }
}

fn verdict(answer: &Answer, note: &Note) -> Verdict {
    let code = answer.word("/errcode");
    let reason = format!("{code} {}", answer.word("/errmsg"));
    match code.as_str() {
        "0" => Verdict::Accepted { reference: note.id.to_string() },
        // Above 20 a minute a robot is shut for ten minutes.
        "130101" | "410100" => Verdict::Retry { after: Some(Duration::from_secs(600)), reason },
        "-1" => Verdict::Retry { after: None, reason },
        // The signature, the token, a robot that was switched off, a group that is gone, an address that is not let in.
        "310000" | "300001" | "400101" | "400102" | "400013" => Verdict::Unfit { fault: Fault::Account, reason },
        "" => answer.odd(),
        _ => Verdict::Permanent { reason },
    }
}
