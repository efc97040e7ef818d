//! Tencent Cloud's short messages (腾讯云短信), SendSms of 2021-01-11, signed with TC3-HMAC-SHA256.
//!
//! Source: the provider's pages "签名方法 v3" and "发送短信"; the test below is the example they publish.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use mulin_entity::kernel::Clock;
use serde::Deserialize;
use serde_json::json;

use super::form;
use crate::channels::{
    Channel, Fault, Note, Verdict,
    http::{Answer, Http, Twice},
    sign::{hex_hmac, hex_sha256, hmac},
};

const VERSION: &str = "2021-01-11";
const JSON: &str = "application/json; charset=utf-8";

/// How an account at Tencent Cloud is reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// SecretId.
    pub secret_id: String,
    /// SecretKey.
    pub secret_key: String,
    /// SdkAppId of the application.
    pub app_id: String,
    /// The approved signature (签名), without brackets.
    pub signature: String,
    /// The region, such as `ap-guangzhou`.
    #[serde(default = "region")]
    pub region: String,
    /// Where it listens.
    #[serde(default = "endpoint")]
    pub endpoint: String,
}

fn region() -> String {
    "ap-guangzhou".to_owned()
}

fn endpoint() -> String {
    "https://sms.tencentcloudapi.com".to_owned()
}

/// An account at Tencent Cloud.
pub struct Tencent {
    http: Http,
    clock: Arc<dyn Clock>,
    settings: Settings,
}

impl Tencent {
    /// The account of these settings.
    pub fn new(http: Http, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        Self { http, clock, settings }
    }
}

#[async_trait]
impl Channel for Tencent {
    async fn send(&self, note: &Note) -> Verdict {
        let form = match form(note) {
            Ok(form) => form,
            Err(verdict) => return verdict,
        };
        let Settings { secret_id, secret_key, app_id, signature, region, endpoint } = &self.settings;
        let phone = if note.to.starts_with('+') { note.to.clone() } else { format!("+86{}", note.to) };
        let body = json!({
            "PhoneNumberSet": [phone],
            "SmsSdkAppId": app_id,
            "SignName": signature,
            "TemplateId": form.code,
            "TemplateParamSet": form.places.iter().map(|(_, value)| value).collect::<Vec<_>>(),
            "SessionContext": note.id.simple().to_string(),
        })
        .to_string();
        let (host, now) = (endpoint.split("://").nth(1).unwrap_or_default(), self.clock.now());
        let call = Call { host, service: "sms", action: "SendSms", body: &body };
        let request = self
            .http
            .client()
            .post(endpoint)
            .header("content-type", JSON)
            .header("host", host)
            .header("authorization", call.authorization(now, secret_id, secret_key))
            .header("x-tc-action", call.action)
            .header("x-tc-timestamp", now.timestamp())
            .header("x-tc-version", VERSION)
            .header("x-tc-region", region)
            .body(body.clone());
        match self.http.ask(request.build(), Twice::Harmful).await {
            Ok(answer) => verdict(&answer, note),
            Err(verdict) => verdict,
        }
    }

    fn name(&self) -> &'static str {
        "tencent"
    }
}

/// What Tencent's codes mean (发送短信, 错误码): of the call, and of the one phone in it.
fn verdict(answer: &Answer, note: &Note) -> Verdict {
    let whole = answer.word("/Response/Error/Code");
    let (code, reason) = match whole.as_str() {
        "" => (answer.word("/Response/SendStatusSet/0/Code"), answer.word("/Response/SendStatusSet/0/Message")),
        _ => (whole, answer.word("/Response/Error/Message")),
    };
    let reason = format!("{code} {reason}");
    match code.as_str() {
        "Ok" => answer.accepted("/Response/SendStatusSet/0/SerialNo", note),
        "LimitExceeded.PhoneNumberThirtySecondLimit" | "LimitExceeded.DeliveryFrequencyLimit" => {
            Verdict::Enough { after: Duration::from_secs(30), reason }
        }
        "LimitExceeded.PhoneNumberOneHourLimit" => Verdict::Enough { after: Duration::from_secs(60 * 60), reason },
        code if code.starts_with("LimitExceeded.PhoneNumber") => Verdict::Enough { after: Duration::from_secs(24 * 60 * 60), reason },
        code if code.starts_with("RequestLimitExceeded") => Verdict::Retry { after: Some(Duration::from_secs(60)), reason },
        code if code.starts_with("InternalError") => Verdict::Retry { after: None, reason },
        code if code.starts_with("FailedOperation.Template") => Verdict::Unfit { fault: Fault::Form, reason },
        "InvalidParameterValue.TemplateParameterFormatError" => Verdict::Unfit { fault: Fault::Form, reason },
        code if is_about_the_account(code) => Verdict::Unfit { fault: Fault::Account, reason },
        "" => answer.odd(),
        _ => Verdict::Permanent { reason },
    }
}

/// The key, the signature, the money, the application's own limits.
fn is_about_the_account(code: &str) -> bool {
    const EXACT: &[&str] = &[
        "FailedOperation.SignatureIncorrectOrUnapproved",
        "FailedOperation.InsufficientBalanceInSmsPackage",
        "InvalidParameterValue.SdkAppIdNotExist",
    ];
    const BEGINNINGS: &[&str] = &["AuthFailure", "UnauthorizedOperation", "LimitExceeded", "UnsupportedRegion"];
    EXACT.contains(&code) || BEGINNINGS.iter().any(|beginning| code.starts_with(beginning))
}

/// One call of Tencent's interface.
struct Call<'a> {
    host: &'a str,
    service: &'a str,
    action: &'a str,
    body: &'a str,
}

impl Call<'_> {
    fn authorization(&self, now: DateTime<Utc>, id: &str, key: &str) -> String {
        const SIGNED: &str = "content-type;host;x-tc-action";
        let Self { host, service, action, body } = self;
        let (date, seconds) = (now.format("%Y-%m-%d").to_string(), now.timestamp());
        let headers = format!("content-type:{JSON}\nhost:{host}\nx-tc-action:{}\n", action.to_lowercase());
        let canonical = format!("POST\n/\n\n{headers}\n{SIGNED}\n{}", hex_sha256(body.as_bytes()));
        let scope = format!("{date}/{service}/tc3_request");
        let text = format!("TC3-HMAC-SHA256\n{seconds}\n{scope}\n{}", hex_sha256(canonical.as_bytes()));
        let of_day = hmac(format!("TC3{key}").as_bytes(), date.as_bytes());
        let of_service = hmac(&of_day, service.as_bytes());
        let signature = hex_hmac(&hmac(&of_service, b"tc3_request"), &text);
        format!("TC3-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={SIGNED}, Signature={signature}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the provider's own page, whose key is a row of asterisks.
    #[test]
    fn the_published_example_is_signed_alike() {
        let body = r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;
        let call = Call { host: "cvm.tencentcloudapi.com", service: "cvm", action: "DescribeInstances", body };
        let now = DateTime::from_timestamp(1_551_113_065, 0).unwrap();
        let authorization = call.authorization(now, "AKID", &"*".repeat(32));
        assert!(authorization.ends_with("Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"), "{authorization}");
    }
}
