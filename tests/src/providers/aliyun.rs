//! Aliyun's short messages: one phone gets at most one a minute, five an hour and ten a day.

use std::sync::Arc;

use chrono::TimeDelta;
use mulin_entity::kernel::Clock;
use serde_json::{Value, json};

use super::{
    Allowance, Stub, hmac, sha256,
    stub::{Call, Judged},
};

/// An account with this secret and one approved signature and template.
pub async fn aliyun(clock: Arc<dyn Clock>, secret: &'static str, signature: &'static str, template: &'static str) -> Stub {
    let windows = [(1, TimeDelta::minutes(1)), (5, TimeDelta::hours(1)), (10, TimeDelta::hours(24))];
    let phones = Allowance::new(windows, clock);
    Stub::open(move |call, _| {
        let say = |code: &str, message: &str| json!({ "Code": code, "Message": message, "RequestId": "1" });
        let no = |code: &str| Judged::not_taken(say(code, "refused"));
        if !is_signed(call, secret) {
            return Judged::refused(400, say("SignatureDoesNotMatch", "refused"));
        }
        let phone = call.parameter("PhoneNumbers");
        if call.parameter("SignName") != signature {
            return no("isv.SMS_SIGNATURE_ILLEGAL");
        }
        if call.parameter("TemplateCode") != template {
            return no("isv.SMS_TEMPLATE_ILLEGAL");
        }
        if phone.len() != 11 || !phone.starts_with('1') {
            return no("isv.MOBILE_NUMBER_ILLEGAL");
        }
        if !serde_json::from_str::<Value>(&call.parameter("TemplateParam")).is_ok_and(|parameters| parameters.is_object()) {
            return no("isv.INVALID_JSON_PARAM");
        }
        if let Err(window) = phones.take(&phone) {
            let message = match window.num_minutes() {
                1 => "触发分钟级流控Permits:1",
                60 => "触发小时级流控Permits:5",
                _ => "触发天级流控Permits:10",
            };
            return Judged::not_taken(say("isv.BUSINESS_LIMIT_CONTROL", message));
        }
        Judged::taken(json!({ "Code": "OK", "Message": "OK", "BizId": "9006197469364984^0", "RequestId": "1" }))
    })
    .await
}

fn is_signed(call: &Call, secret: &str) -> bool {
    let authorization = call.header("authorization");
    let field = |name: &str| authorization.split([' ', ',']).find_map(|part| part.strip_prefix(name)).unwrap_or_default();
    let signed = field("SignedHeaders=");
    let lines: String = signed.split(';').map(|name| format!("{name}:{}\n", call.header(name).trim())).collect();
    let mut query: Vec<&str> = call.query.split('&').collect();
    query.sort_unstable();
    let body = sha256(call.body.as_bytes());
    let canonical = format!("POST\n{}\n{}\n{lines}\n{signed}\n{body}", call.path, query.join("&"));
    let text = format!("ACS3-HMAC-SHA256\n{}", sha256(canonical.as_bytes()));
    call.header("x-acs-content-sha256") == body
        && call.header("x-acs-action") == "SendSms"
        && signed.contains("host")
        && hex::encode(hmac(secret.as_bytes(), &text)) == field("Signature=")
}
