//! A group's robot in WeCom (企业微信群机器人). Source: the provider's page "群机器人配置说明".

use std::time::Duration;

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::json;

use crate::channels::{
    Channel, Fault, Note, Verdict,
    http::{Answer, Http, Twice},
    words,
};

const BYTES: usize = 2_048;

/// How a robot is reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The key in its address.
    pub key: String,
    /// Where it listens.
    #[serde(default = "endpoint")]
    pub endpoint: String,
}

fn endpoint() -> String {
    "https://qyapi.weixin.qq.com".to_owned()
}

/// A robot.
pub struct WecomRobot {
    http: Http,
    settings: Settings,
}

impl WecomRobot {
    /// The robot of these settings.
    pub fn new(http: Http, settings: Settings) -> Self {
        Self { http, settings }
    }
}

#[async_trait]
impl Channel for WecomRobot {
    async fn send(&self, note: &Note) -> Verdict {
        let url = format!("{}/cgi-bin/webhook/send", self.settings.endpoint);
        let body = json!({ "msgtype": "text", "text": { "content": words(note, BYTES) } });
        let request = self.http.client().post(url).query(&[("key", &self.settings.key)]).json(&body);
        match self.http.ask(request.build(), Twice::Harmful).await {
            Ok(answer) => verdict(&answer, note),
            Err(verdict) => verdict,
        }
    }

    fn name(&self) -> &'static str {
        "wecom_robot"
    }
}

fn verdict(answer: &Answer, note: &Note) -> Verdict {
    let code = answer.word("/errcode");
    let reason = format!("{code} {}", answer.word("/errmsg"));
    match code.as_str() {
        // A robot's answer has no reference of its own.
        "0" => Verdict::Accepted { reference: note.id.to_string() },
        "45009" => Verdict::Retry { after: Some(Duration::from_secs(60)), reason },
        "-1" => Verdict::Retry { after: None, reason },
        // The key, or a robot that was taken out of its group.
        "93000" => Verdict::Unfit { fault: Fault::Account, reason },
        "" => answer.odd(),
        _ => Verdict::Permanent { reason },
    }
}
