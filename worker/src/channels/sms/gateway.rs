//! Any other gateway of short messages: a JSON call, signed by Standard Webhooks, whose answer names its reference.

use std::sync::Arc;

use async_trait::async_trait;
use mulin_entity::kernel::Clock;
use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::channels::{
    Channel, Fault, Note, Verdict,
    http::{Http, Twice},
    webhook::{Secret, signed},
};

/// How a gateway is reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where it listens.
    pub url: String,
    /// What calls are signed with: `whsec_…`.
    pub secret: Secret,
    /// The approved signature (签名), without brackets.
    pub signature: String,
}

/// A gateway.
pub struct Gateway {
    http: Http,
    clock: Arc<dyn Clock>,
    settings: Settings,
}

impl Gateway {
    /// The gateway of these settings.
    pub fn new(http: Http, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        Self { http, clock, settings }
    }
}

/// The key, the money, the address: not the message.
fn is_about_us(status: StatusCode) -> bool {
    status.is_redirection()
        || matches!(
            status,
            StatusCode::UNAUTHORIZED
                | StatusCode::PAYMENT_REQUIRED
                | StatusCode::FORBIDDEN
                | StatusCode::NOT_FOUND
                | StatusCode::METHOD_NOT_ALLOWED
        )
}

#[async_trait]
impl Channel for Gateway {
    /// The gateway must take a second call with the same `id` for the first: then no answer is no doubt.
    async fn send(&self, note: &Note) -> Verdict {
        let places: Map<String, Value> =
            note.form.iter().flat_map(|form| &form.places).map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect();
        let form = note.form.as_ref().map(|form| form.code.clone());
        let text = mulin_entity::notifications::rules::wording::signed(&self.settings.signature, &note.text);
        let body = json!({ "id": note.id, "to": note.to, "text": text, "template": form, "parameters": places }).to_string();
        let request =
            signed(self.http.client().post(&self.settings.url), &self.settings.secret, &note.id.to_string(), self.clock.now(), body);
        match self.http.ask(request.build(), Twice::Harmless).await {
            Err(verdict) => verdict,
            Ok(answer) if answer.status.is_success() => answer.accepted("/reference", note),
            Ok(answer) => {
                let reason = format!("HTTP {} {}", answer.status, answer.word("/error"));
                match is_about_us(answer.status) {
                    true => Verdict::Unfit { fault: Fault::Account, reason },
                    false => Verdict::Permanent { reason },
                }
            }
        }
    }

    fn name(&self) -> &'static str {
        "gateway"
    }
}
