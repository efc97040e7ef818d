//! Aliyun's short messages (阿里云短信), SendSms of 2017-05-25, signed with ACS3-HMAC-SHA256.
//!
//! Source: the provider's pages "V3版本请求体&签名机制" and "SendSms"; the test below is the example they publish.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use async_trait::async_trait;
use chrono::{DateTime, SecondsFormat, Utc};
use mulin_entity::kernel::Clock;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::form;
use crate::channels::{
    Channel, Fault, Note, Verdict,
    http::{Answer, Http, Twice},
    sign::{hex_hmac, hex_sha256},
};

/// RFC 3986's unreserved characters stay as they are.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// How an account at Aliyun is reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// AccessKey ID.
    pub key_id: String,
    /// AccessKey secret.
    pub key_secret: String,
    /// The approved signature (签名), without brackets.
    pub signature: String,
    /// Where it listens.
    #[serde(default = "endpoint")]
    pub endpoint: String,
}

fn endpoint() -> String {
    "https://dysmsapi.aliyuncs.com".to_owned()
}

/// An account at Aliyun.
pub struct Aliyun {
    http: Http,
    clock: Arc<dyn Clock>,
    settings: Settings,
}

impl Aliyun {
    /// The account of these settings.
    pub fn new(http: Http, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        Self { http, clock, settings }
    }
}

#[async_trait]
impl Channel for Aliyun {
    async fn send(&self, note: &Note) -> Verdict {
        let form = match form(note) {
            Ok(form) => form,
            Err(verdict) => return verdict,
        };
        let places: Map<String, Value> = form.places.iter().map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect();
        let query = BTreeMap::from([
            ("OutId", note.id.simple().to_string()),
            ("PhoneNumbers", note.to.clone()),
            ("SignName", self.settings.signature.clone()),
            ("TemplateCode", form.code.clone()),
            ("TemplateParam", Value::Object(places).to_string()),
        ]);
        let host = self.settings.endpoint.split("://").nth(1).unwrap_or_default();
        let call = Call { host, action: "SendSms", version: "2017-05-25", query: canonical_query(&query) };
        let nonce = Uuid::from_bytes(rand::random()).simple().to_string();
        let headers = call.headers(self.clock.now(), &nonce, &self.settings.key_id, &self.settings.key_secret);
        let mut request = self.http.client().post(format!("{}/?{}", self.settings.endpoint, call.query));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        match self.http.ask(request.build(), Twice::Harmful).await {
            Ok(answer) => verdict(&answer, note),
            Err(verdict) => verdict,
        }
    }

    fn name(&self) -> &'static str {
        "aliyun"
    }
}

/// What Aliyun's codes mean (短信服务错误码).
fn verdict(answer: &Answer, note: &Note) -> Verdict {
    let (code, message) = (answer.word("/Code"), answer.word("/Message"));
    let reason = format!("{code} {message}");
    match code.as_str() {
        "OK" => answer.accepted("/BizId", note),
        "isv.BUSINESS_LIMIT_CONTROL" => Verdict::Enough { after: until_there_is_room(&message), reason },
        "Throttling" | "Throttling.User" | "Throttling.Api" => Verdict::Retry { after: Some(Duration::from_secs(60)), reason },
        "isp.SYSTEM_ERROR" | "ServiceUnavailable" => Verdict::Retry { after: None, reason },
        "isv.SMS_TEMPLATE_ILLEGAL" | "isv.TEMPLATE_MISSING_PARAMETERS" | "isv.SMS_TEST_SIGN_TEMPLATE_LIMIT" => {
            Verdict::Unfit { fault: Fault::Form, reason }
        }
        code if is_about_the_account(code) => Verdict::Unfit { fault: Fault::Account, reason },
        "" => answer.odd(),
        _ => Verdict::Permanent { reason },
    }
}

/// The key, the signature, the money, the account's own limit for a day or a month.
fn is_about_the_account(code: &str) -> bool {
    const EXACT: &[&str] = &[
        "SignatureDoesNotMatch",
        "SignatureNonceUsed",
        "IncompleteSignature",
        "isp.RAM_PERMISSION_DENY",
        "isv.SMS_SIGNATURE_ILLEGAL",
        "isv.SMS_SIGN_ILLEGAL",
        "isv.AMOUNT_NOT_ENOUGH",
        "isv.OUT_OF_SERVICE",
        "isv.PRODUCT_UN_SUBSCRIPT",
        "isv.PRODUCT_UNSUBSCRIBE",
        "isv.ACCOUNT_NOT_EXISTS",
        "isv.ACCOUNT_ABNORMAL",
        "isv.DAY_LIMIT_CONTROL",
        "isv.MONTH_LIMIT_CONTROL",
    ];
    const BEGINNINGS: &[&str] = &["InvalidAccessKeyId", "InvalidTimeStamp", "InvalidSecurityToken", "Forbidden", "NoPermission"];
    EXACT.contains(&code) || BEGINNINGS.iter().any(|beginning| code.starts_with(beginning))
}

/// One code says that a number has enough; its words say of which window (触发分钟级流控, 小时级, 天级).
fn until_there_is_room(message: &str) -> Duration {
    Duration::from_secs(match message {
        message if message.contains("天级") => 24 * 60 * 60,
        message if message.contains("小时级") => 60 * 60,
        _ => 60,
    })
}

/// One call of Aliyun's RPC interface.
struct Call<'a> {
    host: &'a str,
    action: &'a str,
    version: &'a str,
    query: String,
}

fn canonical_query(query: &BTreeMap<&str, String>) -> String {
    let encode = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
    query.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect::<Vec<_>>().join("&")
}

impl Call<'_> {
    /// The signed headers of the call, which has no body.
    fn headers(&self, now: DateTime<Utc>, nonce: &str, key_id: &str, secret: &str) -> Vec<(&'static str, String)> {
        const SIGNED: &str = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
        let (date, body) = (now.to_rfc3339_opts(SecondsFormat::Secs, true), hex_sha256(b""));
        let headers = [
            ("host", self.host.to_owned()),
            ("x-acs-action", self.action.to_owned()),
            ("x-acs-content-sha256", body.clone()),
            ("x-acs-date", date),
            ("x-acs-signature-nonce", nonce.to_owned()),
            ("x-acs-version", self.version.to_owned()),
        ];
        let lines: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let canonical = format!("POST\n/\n{}\n{lines}\n{SIGNED}\n{body}", self.query);
        let signature = hex_hmac(secret.as_bytes(), &format!("ACS3-HMAC-SHA256\n{}", hex_sha256(canonical.as_bytes())));
        let authorization = format!("ACS3-HMAC-SHA256 Credential={key_id},SignedHeaders={SIGNED},Signature={signature}");
        headers.into_iter().chain([("authorization", authorization)]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the provider's own page.
    #[test]
    fn the_published_example_is_signed_alike() {
        let query = BTreeMap::from([
            ("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd".to_owned()),
            ("RegionId", "cn-shanghai".to_owned()),
        ]);
        let call =
            Call { host: "ecs.cn-shanghai.aliyuncs.com", action: "RunInstances", version: "2014-05-26", query: canonical_query(&query) };
        let now = "2023-10-26T10:22:32Z".parse().unwrap();
        let headers = call.headers(now, "3156853299f313e23d1673dc12e1703d", "YourAccessKeyId", "YourAccessKeySecret");
        let (_, authorization) = headers.last().unwrap();
        assert!(authorization.ends_with("Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"), "{authorization}");
    }
}
