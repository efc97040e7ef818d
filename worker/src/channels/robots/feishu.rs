//! A group's robot in Feishu (飞书自定义机器人), signed with its secret (签名校验).
//! Source: the provider's page "自定义机器人使用指南".

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
    pub token: String,
    /// What calls are signed with.
    pub secret: String,
    /// Where it listens.
    #[serde(default = "endpoint")]
    pub endpoint: String,
}

fn endpoint() -> String {
    "https://open.feishu.cn".to_owned()
}

/// A robot.
pub struct Feishu {
    http: Http,
    clock: Arc<dyn Clock>,
    settings: Settings,
}

impl Feishu {
    /// The robot of these settings.
    pub fn new(http: Http, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        Self { http, clock, settings }
    }
}

/// The instant in seconds and the secret are the key, and the text is empty.
fn signature(seconds: i64, secret: &str) -> String {
    base64_hmac(format!("{seconds}\n{secret}").as_bytes(), b"")
}

/// A text that somebody typed must not call everybody by a tag such as `<at user_id="all">`.
fn without_tags(text: &str) -> String {
    text.replace('<', "＜")
}

#[async_trait]
impl Channel for Feishu {
    async fn send(&self, note: &Note) -> Verdict {
        let Settings { token, secret, endpoint } = &self.settings;
        let seconds = self.clock.now().timestamp();
        let body = json!({
            "timestamp": seconds.to_string(),
            "sign": signature(seconds, secret),
            "msg_type": "text",
            "content": { "text": without_tags(&words(note, BYTES)) },
        });
        let request = self.http.client().post(format!("{endpoint}/open-apis/bot/v2/hook/{token}")).json(&body);
        match self.http.ask(request.build(), Twice::Harmful).await {
            Ok(answer) => verdict(&answer, note),
            Err(verdict) => verdict,
        }
    }

    fn name(&self) -> &'static str {
        "feishu"
    }
}

fn verdict(answer: &Answer, note: &Note) -> Verdict {
    let code = answer.word("/code");
    let reason = format!("{code} {}", answer.word("/msg"));
    match code.as_str() {
        "0" => Verdict::Accepted { reference: note.id.to_string() },
        "9499" | "11232" => Verdict::Retry { after: Some(Duration::from_secs(60)), reason },
        // The token, the signature, an address that is not let in, a keyword that the group asks for.
        "19001" | "19021" | "19022" | "19024" => Verdict::Unfit { fault: Fault::Account, reason },
        "" => answer.odd(),
        _ => Verdict::Permanent { reason },
    }
}
