//! Short messages, work chats and programs of others: what a provider says becomes what the ledger may say.

use std::sync::Arc;

use mulin_entity::kernel::SystemClock;
use mulin_tests::providers::{self, Odd, Stub};
use mulin_worker::channels::{Channel, Form, Note, Provider, Reach, Verdict};
use serde_json::{Value, json};
use uuid::Uuid;

const WHSEC: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn channel(settings: Value) -> Box<dyn Channel> {
    // The stubs are in our own network, where tenants may not point.
    Provider::read(&settings.to_string()).unwrap().channel(Arc::new(SystemClock), Reach::Anywhere).unwrap()
}

fn note(to: &str) -> Note {
    let places = vec![("name".to_owned(), "王网格员 & 李".to_owned()), ("count".to_owned(), "5".to_owned())];
    Note {
        id: Uuid::from_bytes(rand::random()),
        to: to.to_owned(),
        title: "今日探访".to_owned(),
        text: "今天有五位老人等您探望。".to_owned(),
        form: Some(Form { code: "SMS_1".to_owned(), places }),
    }
}

fn is_accepted(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Accepted { reference } if !reference.is_empty())
}

async fn aliyun() -> (Stub, Value) {
    let stub = providers::aliyun("secret", "睦邻社区", "SMS_1").await;
    let settings = json!({ "provider": "aliyun", "key_id": "id", "key_secret": "secret", "signature": "睦邻社区", "endpoint": stub.url });
    (stub, settings)
}

async fn tencent() -> (Stub, Value) {
    let stub = providers::tencent("secret").await;
    let settings = json!({
        "provider": "tencent", "secret_id": "id", "secret_key": "secret", "app_id": "1400", "signature": "睦邻社区", "endpoint": stub.url
    });
    (stub, settings)
}

#[tokio::test]
async fn short_messages_are_signed_so_that_the_provider_takes_them() {
    for (_stub, settings) in [aliyun().await, tencent().await] {
        let channel = channel(settings);
        let verdict = channel.send(&note("13812345678")).await;
        assert!(is_accepted(&verdict), "{}: {verdict:?}", channel.name());
    }
}

#[tokio::test]
async fn a_wrong_secret_is_refused_for_good() {
    for ((_stub, mut settings), secret) in [(aliyun().await, "key_secret"), (tencent().await, "secret_key")] {
        settings[secret] = json!("wrong");
        let verdict = channel(settings).send(&note("13812345678")).await;
        assert!(matches!(&verdict, Verdict::Permanent { reason } if reason.contains("Signature")), "{verdict:?}");
    }
}

#[tokio::test]
async fn above_what_a_phone_gets_is_tried_later_and_a_wrong_phone_never() {
    for (_stub, settings) in [aliyun().await, tencent().await] {
        let channel = channel(settings);
        assert!(is_accepted(&channel.send(&note("13812345678")).await));
        let again = channel.send(&note("13812345678")).await;
        assert!(matches!(again, Verdict::Retry { after: Some(_), .. }), "{}: {again:?}", channel.name());
        let wrong = channel.send(&note("12")).await;
        assert!(matches!(wrong, Verdict::Permanent { .. }), "{}: {wrong:?}", channel.name());
    }
}

#[tokio::test]
async fn a_message_without_an_approved_form_is_not_sent() {
    let (stub, settings) = aliyun().await;
    let verdict = channel(settings).send(&Note { form: None, ..note("13812345678") }).await;
    assert!(matches!(verdict, Verdict::Permanent { .. }));
    assert!(stub.calls().is_empty());
}

/// The answers of a provider that has trouble, and what is known then.
#[tokio::test]
async fn trouble_at_the_provider_is_told_apart() {
    let (stub, settings) = aliyun().await;
    let channel = channel(settings);
    let mut verdicts = Vec::new();
    stub.misbehave([Odd::Status(429, Some(7)), Odd::Status(503, None), Odd::Status(502, None), Odd::BreaksOff]);
    for phone in ["13800000001", "13800000002", "13800000003", "13800000004"] {
        verdicts.push(channel.send(&note(phone)).await);
    }
    let after = |verdict: &Verdict| match verdict {
        Verdict::Retry { after, .. } => after.map(|after| after.as_secs()),
        other => panic!("{other:?}"),
    };
    assert_eq!(after(&verdicts[0]), Some(7), "it says how long");
    assert_eq!(after(&verdicts[1]), None);
    assert!(matches!(verdicts[2], Verdict::InDoubt { .. }), "a gateway in between failed: {:?}", verdicts[2]);
    assert!(matches!(verdicts[3], Verdict::InDoubt { .. }), "taken, and no answer: {:?}", verdicts[3]);
}

#[tokio::test]
async fn nobody_there_is_no_doubt() {
    let settings = json!({ "provider": "feishu", "token": "t", "secret": "s", "endpoint": "http://127.0.0.1:9" });
    assert!(matches!(channel(settings).send(&note("")).await, Verdict::Retry { .. }));
}

#[tokio::test]
async fn a_gateway_that_knows_our_reference_may_be_asked_twice() {
    let stub = providers::gateway(WHSEC).await;
    let channel = channel(json!({ "provider": "gateway", "url": stub.url, "secret": WHSEC, "signature": "睦邻社区" }));
    stub.misbehave([Odd::BreaksOff]);
    let note = note("13812345678");
    assert!(matches!(channel.send(&note).await, Verdict::Retry { .. }), "not in doubt: it knows the reference");
    assert_eq!(channel.send(&note).await, Verdict::Accepted { reference: format!("ref-{}", note.id) });
    let calls = stub.calls();
    assert_eq!(calls[0].header("webhook-id"), calls[1].header("webhook-id"));
}

#[tokio::test]
async fn a_program_of_somebody_else_can_check_who_calls() {
    let stub = providers::gateway(WHSEC).await;
    let channel = channel(json!({ "provider": "webhook", "url": format!("{}/hook", stub.url), "secret": WHSEC }));
    assert!(is_accepted(&channel.send(&note("")).await));
    stub.misbehave([Odd::Status(410, None), Odd::Status(500, None), Odd::Status(404, None)]);
    assert!(matches!(channel.send(&note("")).await, Verdict::Permanent { .. }), "gone for good");
    for _ in 0..2 {
        assert!(matches!(channel.send(&note("")).await, Verdict::Retry { .. }));
    }
    let call = &stub.calls()[0];
    assert_eq!(call.json()["data"]["title"], "今日探访");
}

#[tokio::test]
async fn robots_take_signed_words_and_twenty_a_minute() {
    let dingtalk = providers::dingtalk("SECabc").await;
    let wecom = providers::wecom_robot("key").await;
    let robots = [
        json!({ "provider": "dingtalk", "access_token": "t", "secret": "SECabc", "endpoint": dingtalk.url }),
        json!({ "provider": "wecom_robot", "key": "key", "endpoint": wecom.url }),
    ];
    for settings in robots {
        let robot = channel(settings);
        assert_eq!(robot.allowance().per_minute, Some(20));
        for _ in 0..20 {
            assert!(is_accepted(&robot.send(&note("")).await), "{}", robot.name());
        }
        let above = robot.send(&note("")).await;
        assert!(matches!(above, Verdict::Retry { after: Some(_), .. }), "{}: {above:?}", robot.name());
    }
    let feishu = providers::feishu("secret").await;
    let settings = |secret: &str| json!({ "provider": "feishu", "token": "t", "secret": secret, "endpoint": feishu.url });
    assert!(is_accepted(&channel(settings("secret")).send(&note("")).await));
    assert!(matches!(channel(settings("wrong")).send(&note("")).await, Verdict::Permanent { .. }));
}

#[tokio::test]
async fn a_name_that_is_a_tag_does_not_call_the_whole_group() {
    let stub = providers::feishu("secret").await;
    let robot = channel(json!({ "provider": "feishu", "token": "t", "secret": "secret", "endpoint": stub.url }));
    let tagged = Note { text: "<at user_id=\"all\">所有人</at>".to_owned(), ..note("") };
    assert!(is_accepted(&robot.send(&tagged).await));
    assert!(!stub.calls()[0].json()["content"]["text"].as_str().unwrap().contains("<at"));
}

#[tokio::test]
async fn a_long_text_is_cut_to_what_a_robot_takes() {
    let stub = providers::wecom_robot("key").await;
    let robot = channel(json!({ "provider": "wecom_robot", "key": "key", "endpoint": stub.url }));
    let long = Note { text: "邻".repeat(2_000), ..note("") };
    assert!(is_accepted(&robot.send(&long).await));
    let said = stub.calls()[0].json()["text"]["content"].as_str().unwrap().to_owned();
    assert!(said.len() <= 2_048 && said.starts_with("今日探访\n邻") && said.ends_with('…'));
}

#[tokio::test]
async fn an_application_in_wecom_fetches_one_token_and_another_when_it_ended() {
    let stub = providers::wecom("corp", "secret").await;
    let settings = json!({ "provider": "wecom", "corp_id": "corp", "agent_id": 1_000_002, "secret": "secret", "endpoint": stub.url });
    let app = channel(settings.clone());
    assert!(is_accepted(&app.send(&note("wang")).await));
    assert!(is_accepted(&app.send(&note("li")).await));
    let fetched = || stub.calls().iter().filter(|call| call.path == "/cgi-bin/gettoken").count();
    assert_eq!(fetched(), 1, "a token is kept");
    // Another worker fetches one: ours ends.
    assert!(is_accepted(&channel(settings).send(&note("wang")).await));
    assert!(is_accepted(&app.send(&note("wang")).await));
    assert_eq!(fetched(), 3);
    assert!(matches!(app.send(&note("gone")).await, Verdict::Permanent { .. }), "taken for nobody is not accepted");
}

#[test]
fn settings_that_nobody_knows_are_refused_without_telling_them() {
    for settings in [
        r#"{"provider":"pigeon"}"#,
        r#"{"provider":"feishu","token":"t"}"#,
        "{",
        r#"{"provider":"feishu","token":"t","secret":"top-secret","extra":1}"#,
    ] {
        let refused = Provider::read(settings).unwrap_err().to_string();
        assert!(!refused.contains("top-secret"), "{refused}");
    }
}
