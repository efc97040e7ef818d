//! Tencent Cloud's short messages: one phone gets at most one in thirty seconds, five an hour and ten a day.

use std::sync::Arc;

use chrono::TimeDelta;
use mulin_entity::kernel::Clock;
use serde_json::json;

use super::{
    Allowance, Stub, hmac, sha256,
    stub::{Call, Judged},
};

/// An account with this secret key.
pub async fn tencent(clock: Arc<dyn Clock>, key: &'static str) -> Stub {
    let windows = [(1, TimeDelta::seconds(30)), (5, TimeDelta::hours(1)), (10, TimeDelta::hours(24))];
    let phones = Allowance::new(windows, clock);
    Stub::open(move |call, _| {
        let no = |code: &str| {
            Judged::not_taken(json!({ "Response": { "Error": { "Code": code, "Message": "refused" }, "RequestId": "1" } }))
        };
        if !is_signed(call, key) {
            return no("AuthFailure.SignatureFailure");
        }
        let body = call.json();
        let phone = body["PhoneNumberSet"][0].clone();
        let status = |code: &str, serial: &str| json!({ "Response": { "SendStatusSet": [{ "SerialNo": serial, "PhoneNumber": phone, "Code": code, "Message": code }], "RequestId": "1" } });
        let number = phone.as_str().unwrap_or_default();
        if !number.starts_with("+86") || number.len() != 14 {
            return Judged::not_taken(status("InvalidParameterValue.IncorrectPhoneNumber", ""));
        }
        if !body["TemplateParamSet"].as_array().is_some_and(|values| values.iter().all(serde_json::Value::is_string)) {
            return no("InvalidParameterValue.TemplateParameterFormatError");
        }
        if let Err(window) = phones.take(number) {
            let code = match window.num_seconds() {
                30 => "LimitExceeded.PhoneNumberThirtySecondLimit",
                3_600 => "LimitExceeded.PhoneNumberOneHourLimit",
                _ => "LimitExceeded.PhoneNumberDailyLimit",
            };
            return Judged::not_taken(status(code, ""));
        }
        Judged::taken(status("Ok", "5000:1045710669157053657849499619"))
    })
    .await
}

fn is_signed(call: &Call, key: &str) -> bool {
    let authorization = call.header("authorization");
    let field = |name: &str| authorization.split([' ', ',']).find_map(|part| part.strip_prefix(name)).unwrap_or_default();
    let (signed, scope) = (field("SignedHeaders="), field("Credential=").split_once('/').map_or("", |(_, scope)| scope));
    let lines: String = signed.split(';').map(|name| format!("{name}:{}\n", call.header(name).to_lowercase())).collect();
    let canonical = format!("POST\n/\n\n{lines}\n{signed}\n{}", sha256(call.body.as_bytes()));
    let text = format!("TC3-HMAC-SHA256\n{}\n{scope}\n{}", call.header("x-tc-timestamp"), sha256(canonical.as_bytes()));
    let of_scope = scope.split('/').fold(format!("TC3{key}").into_bytes(), |key, part| hmac(&key, part));
    scope.ends_with("/sms/tc3_request")
        && signed.contains("content-type;host")
        && call.header("x-tc-version") == "2021-01-11"
        && hex::encode(hmac(&of_scope, &text)) == field("Signature=")
}
