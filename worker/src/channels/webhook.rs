//! Programs of others (webhook), signed as Standard Webhooks asks: `webhook-id`, `webhook-timestamp`, `webhook-signature`.

use std::sync::Arc;

use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use mulin_entity::kernel::Clock;
use reqwest::{RequestBuilder, StatusCode};
use serde::Deserialize;
use serde_json::json;

use super::{
    Channel, Fault, Note, Verdict,
    http::{Http, Twice},
    sign::base64_hmac,
};

/// A signing secret: `whsec_` and 24 to 64 bytes in base64.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Secret(Vec<u8>);

impl TryFrom<String> for Secret {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let key = STANDARD.decode(text.strip_prefix("whsec_").unwrap_or(&text)).map_err(|_| "not base64")?;
        if (24..=64).contains(&key.len()) { Ok(Self(key)) } else { Err("not of 24 to 64 bytes") }
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret(…)")
    }
}

impl Secret {
    fn sign(&self, id: &str, seconds: i64, body: &str) -> String {
        format!("v1,{}", base64_hmac(&self.0, format!("{id}.{seconds}.{body}").as_bytes()))
    }
}

/// A signed JSON request.
pub(super) fn signed(request: RequestBuilder, secret: &Secret, id: &str, now: DateTime<Utc>, body: String) -> RequestBuilder {
    let seconds = now.timestamp();
    request
        .header("content-type", "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", seconds)
        .header("webhook-signature", secret.sign(id, seconds, &body))
        .body(body)
}

/// How a program is reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where it listens: https.
    pub url: String,
    /// What calls are signed with.
    pub secret: Secret,
}

/// A program of somebody else.
pub struct Webhook {
    http: Http,
    clock: Arc<dyn Clock>,
    settings: Settings,
}

impl Webhook {
    /// The program of these settings; `http` must not reach into our own network.
    pub fn new(http: Http, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        Self { http, clock, settings }
    }
}

#[async_trait]
impl Channel for Webhook {
    async fn send(&self, note: &Note) -> Verdict {
        let (id, now) = (note.id.to_string(), self.clock.now());
        let data = json!({ "title": note.title, "text": note.text });
        let body = json!({ "type": "message", "timestamp": now, "data": data }).to_string();
        let request = signed(self.http.client().post(&self.settings.url), &self.settings.secret, &id, now, body);
        match self.http.ask(request.build(), Twice::Harmless).await {
            Err(verdict) => verdict,
            Ok(answer) if answer.status.is_success() => Verdict::Accepted { reference: id },
            // Standard Webhooks: 410 says that nobody wants to hear from us again.
            Ok(answer) if answer.status == StatusCode::GONE => {
                Verdict::Permanent { reason: "the program does not want any more".to_owned() }
            }
            Ok(answer) if matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => {
                Verdict::Unfit { fault: Fault::Account, reason: format!("HTTP {}", answer.status) }
            }
            Ok(answer) => Verdict::Retry { after: answer.retry_after, reason: format!("HTTP {}", answer.status) },
        }
    }

    fn name(&self) -> &'static str {
        "webhook"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification.
    #[test]
    fn the_published_example_is_signed_alike() {
        let secret = Secret::try_from("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned()).unwrap();
        let signature = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_short_secret_is_refused() {
        assert!(Secret::try_from("whsec_c2hvcnQ=".to_owned()).is_err());
        assert!(Secret::try_from("whsec_?".to_owned()).is_err());
    }
}
