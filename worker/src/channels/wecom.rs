//! Messages of an application in WeCom (企业微信应用消息).
//!
//! Source: the provider's pages "获取access_token", "发送应用消息", "全局错误码". Above its limits (30 a minute and 1,000 an hour to one
//! member) it drops messages without a word, so that the limit has to be kept on our side.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use mulin_entity::kernel::Clock;
use serde::Deserialize;
use serde_json::json;
use tokio::sync::Mutex;

use super::{
    Channel, Fault, Note, Verdict,
    http::{Answer, Http, Twice},
    words,
};

const BYTES: usize = 2_048;
/// A token is fetched anew this long before it ends.
const EARLY: TimeDelta = TimeDelta::minutes(5);
/// For how long WeCom takes the same text for the same message, in seconds.
const SAME_FOR: u32 = 4 * 60 * 60;

/// How an application is reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The company's id (企业ID).
    pub corp_id: String,
    /// The application's id (AgentId).
    pub agent_id: i64,
    /// The application's secret.
    pub secret: String,
    /// Where it listens.
    #[serde(default = "endpoint")]
    pub endpoint: String,
}

fn endpoint() -> String {
    "https://qyapi.weixin.qq.com".to_owned()
}

/// An application.
pub struct Wecom {
    http: Http,
    clock: Arc<dyn Clock>,
    settings: Settings,
    token: Mutex<Option<(String, DateTime<Utc>)>>,
}

impl Wecom {
    /// The application of these settings.
    pub fn new(http: Http, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        Self { http, clock, settings, token: Mutex::new(None) }
    }

    /// The token in force; asking for one more often than it changes is forbidden.
    async fn token(&self) -> Result<String, Verdict> {
        let mut token = self.token.lock().await;
        if let Some((token, _)) = token.as_ref().filter(|(_, ends)| self.clock.now() + EARLY < *ends) {
            return Ok(token.clone());
        }
        let Settings { corp_id, secret, endpoint, .. } = &self.settings;
        let request = self.http.client().get(format!("{endpoint}/cgi-bin/gettoken")).query(&[("corpid", corp_id), ("corpsecret", secret)]);
        let answer = self.http.ask(request.build(), Twice::Harmless).await?;
        let (code, fresh) = (answer.word("/errcode"), answer.word("/access_token"));
        if code != "0" || fresh.is_empty() {
            // So far nothing was said to anybody.
            return Err(match refusal(&answer) {
                Verdict::InDoubt { reason } | Verdict::Permanent { reason } => Verdict::Unfit { fault: Fault::Account, reason },
                verdict => verdict,
            });
        }
        let lasts = answer.body["expires_in"].as_i64().unwrap_or_default().clamp(0, 7_200);
        *token = Some((fresh.clone(), self.clock.now() + TimeDelta::seconds(lasts)));
        Ok(fresh)
    }

    async fn hand_over(&self, note: &Note) -> Result<Answer, Verdict> {
        let token = self.token().await?;
        let body = json!({
            "touser": note.to,
            "agentid": self.settings.agent_id,
            "msgtype": "text",
            "text": { "content": words(note, BYTES) },
            "enable_duplicate_check": 1,
            "duplicate_check_interval": SAME_FOR,
        });
        let url = format!("{}/cgi-bin/message/send", self.settings.endpoint);
        let request = self.http.client().post(url).query(&[("access_token", token)]).json(&body);
        self.http.ask(request.build(), Twice::Harmless).await
    }
}

#[async_trait]
impl Channel for Wecom {
    async fn send(&self, note: &Note) -> Verdict {
        let mut answer = self.hand_over(note).await;
        // Somebody else fetched a token, and ours ended before its time.
        if answer.as_ref().is_ok_and(|answer| matches!(answer.word("/errcode").as_str(), "40014" | "42001")) {
            *self.token.lock().await = None;
            answer = self.hand_over(note).await;
        }
        match answer {
            Ok(answer) => verdict(&answer, note),
            Err(verdict) => verdict,
        }
    }

    fn name(&self) -> &'static str {
        "wecom"
    }
}

/// What WeCom's answer to a message means.
fn verdict(answer: &Answer, note: &Note) -> Verdict {
    match answer.word("/errcode").as_str() {
        // Taken, but for nobody: the member left or does not see the application.
        "0" if !answer.word("/invaliduser").is_empty() => {
            Verdict::Permanent { reason: "not a member that the application reaches".to_owned() }
        }
        "0" => answer.accepted("/msgid", note),
        _ => refusal(answer),
    }
}

/// What its other codes mean.
fn refusal(answer: &Answer) -> Verdict {
    let code = answer.word("/errcode");
    let reason = format!("{code} {}", answer.word("/errmsg"));
    match code.as_str() {
        "-1" | "42001" | "40014" => Verdict::Retry { after: None, reason },
        "45009" | "45033" | "45029" => Verdict::Retry { after: Some(Duration::from_secs(60)), reason },
        // The secret, the company, the application, an address that is not let in, a right that was taken away.
        "40001" | "40013" | "40056" | "48002" | "60020" | "301002" => Verdict::Unfit { fault: Fault::Account, reason },
        "" => answer.odd(),
        _ => Verdict::Permanent { reason },
    }
}
