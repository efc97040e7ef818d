//! Short messages, work chats and programs of others: what a provider says becomes what the ledger may say.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use mulin_entity::kernel::ManualClock;
use mulin_tests::providers::{self, Odd, Stub};
use mulin_worker::channels::{Channel, Fault, Form, Http, Note, Provider, Reach, Verdict};
use serde_json::{Value, json};
use uuid::Uuid;

const WHSEC: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn monday() -> Arc<ManualClock> {
    Arc::new(ManualClock::new("2026-03-09T01:00:00Z".parse().unwrap()))
}

fn channel(clock: &Arc<ManualClock>, settings: Value) -> Box<dyn Channel> {
    // The stubs are in our own network, where tenants may not point.
    Provider::read(&settings.to_string()).unwrap().channel(clock.clone(), Http::new(Reach::Anywhere).unwrap())
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

fn is_unfit(verdict: &Verdict, of: Fault) -> bool {
    matches!(verdict, Verdict::Unfit { fault, .. } if *fault == of)
}

/// How many seconds this reader is left alone.
fn enough_for(verdict: &Verdict) -> u64 {
    match verdict {
        Verdict::Enough { after, .. } => after.as_secs(),
        other => panic!("{other:?}"),
    }
}

async fn aliyun(clock: &Arc<ManualClock>) -> (Stub, Value) {
    let stub = providers::aliyun(clock.clone(), "secret", "睦邻社区", "SMS_1").await;
    let settings = json!({ "provider": "aliyun", "key_id": "id", "key_secret": "secret", "signature": "睦邻社区", "endpoint": stub.url });
    (stub, settings)
}

async fn tencent(clock: &Arc<ManualClock>) -> (Stub, Value) {
    let stub = providers::tencent(clock.clone(), "secret").await;
    let settings = json!({
        "provider": "tencent", "secret_id": "id", "secret_key": "secret", "app_id": "1400", "signature": "睦邻社区", "endpoint": stub.url
    });
    (stub, settings)
}

#[tokio::test]
async fn short_messages_are_signed_so_that_the_provider_takes_them() {
    let clock = monday();
    for (_stub, settings) in [aliyun(&clock).await, tencent(&clock).await] {
        let channel = channel(&clock, settings);
        let verdict = channel.send(&note("13812345678")).await;
        assert!(is_accepted(&verdict), "{}: {verdict:?}", channel.name());
    }
}

#[tokio::test]
async fn a_wrong_secret_is_our_fault_and_not_the_messages() {
    let clock = monday();
    for ((_stub, mut settings), secret) in [(aliyun(&clock).await, "key_secret"), (tencent(&clock).await, "secret_key")] {
        settings[secret] = json!("wrong");
        let verdict = channel(&clock, settings).send(&note("13812345678")).await;
        assert!(is_unfit(&verdict, Fault::Account), "{verdict:?}");
    }
}

#[tokio::test]
async fn above_what_a_phone_gets_concerns_nobody_else_and_a_wrong_phone_is_never_tried_again() {
    let clock = monday();
    for ((stub, settings), short) in [(aliyun(&clock).await, 60), (tencent(&clock).await, 30)] {
        let channel = channel(&clock, settings);
        let mut refusals = Vec::new();
        // Five within the hour, five in the next, and the day is full.
        for round in 0..3 {
            for _ in 0..5 {
                let verdict = channel.send(&note("13812345678")).await;
                match round {
                    2 => refusals.push(enough_for(&verdict)),
                    _ => assert!(is_accepted(&verdict), "{}: {verdict:?}", channel.name()),
                }
                refusals.push(enough_for(&channel.send(&note("13812345678")).await));
                clock.advance(TimeDelta::seconds(61));
            }
            assert!(is_accepted(&channel.send(&note(&format!("1390000000{round}"))).await), "another phone");
            clock.advance(TimeDelta::hours(1));
        }
        assert_eq!(refusals[..5], [short, short, short, short, 3_600], "{}", channel.name());
        assert_eq!(refusals.last(), Some(&86_400), "{}", channel.name());
        assert_eq!(stub.taken().len(), 13, "{}", channel.name());
        let wrong = channel.send(&note("12")).await;
        assert!(matches!(wrong, Verdict::Permanent { .. }), "{}: {wrong:?}", channel.name());
    }
}

#[tokio::test]
async fn a_message_without_an_approved_form_is_not_sent() {
    let clock = monday();
    let (stub, settings) = aliyun(&clock).await;
    let channel = channel(&clock, settings);
    assert!(is_unfit(&channel.send(&Note { form: None, ..note("13812345678") }).await, Fault::Form));
    assert!(stub.calls().is_empty());
    let form = Form { code: "SMS_2".to_owned(), places: Vec::new() };
    let unapproved = channel.send(&Note { form: Some(form), ..note("13812345678") }).await;
    assert!(is_unfit(&unapproved, Fault::Form), "{unapproved:?}");
}

/// The answers of a provider that has trouble, and what is known then.
#[tokio::test]
async fn trouble_at_the_provider_is_told_apart() {
    let clock = monday();
    let (stub, settings) = aliyun(&clock).await;
    let channel = channel(&clock, settings);
    let mut verdicts = Vec::new();
    stub.misbehave([
        Odd::Status(429, Some(7)),
        Odd::Status(503, None),
        Odd::StatusUntil(503, 90),
        Odd::Status(502, None),
        Odd::TakesAndBreaksOff,
        Odd::BreaksOff,
    ]);
    for _ in 0..6 {
        verdicts.push(channel.send(&note("13800000001")).await);
    }
    let after = |verdict: &Verdict| match verdict {
        Verdict::Retry { after, .. } => after.map(|after| after.as_secs()),
        other => panic!("{other:?}"),
    };
    assert_eq!(after(&verdicts[0]), Some(7), "it says how long");
    assert_eq!(after(&verdicts[1]), None);
    assert_eq!(after(&verdicts[2]), Some(90), "it says until when");
    assert!(matches!(verdicts[3], Verdict::InDoubt { .. }), "a gateway in between failed: {:?}", verdicts[3]);
    // Nobody can tell these two apart.
    assert!(matches!(verdicts[4], Verdict::InDoubt { .. }), "taken, and no answer: {:?}", verdicts[4]);
    assert!(matches!(verdicts[5], Verdict::InDoubt { .. }), "not taken, and no answer: {:?}", verdicts[5]);
    assert_eq!(stub.taken().len(), 1);
}

#[tokio::test]
async fn an_answer_that_does_not_come_in_time_is_a_doubt() {
    let clock = monday();
    let (stub, settings) = aliyun(&clock).await;
    let hasty = Http::within(Reach::Anywhere, Duration::from_millis(100)).unwrap();
    stub.misbehave([Odd::TakesInSilence]);
    let verdict = Provider::read(&settings.to_string()).unwrap().channel(clock, hasty).send(&note("13800000001")).await;
    assert!(matches!(verdict, Verdict::InDoubt { .. }), "{verdict:?}");
    assert_eq!(stub.taken().len(), 1);
}

#[tokio::test]
async fn nobody_there_is_no_doubt() {
    let clock = monday();
    let settings = json!({ "provider": "feishu", "token": "t", "secret": "s", "endpoint": "http://127.0.0.1:9" });
    assert!(matches!(channel(&clock, settings).send(&note("")).await, Verdict::Retry { .. }));
}

#[tokio::test]
async fn a_gateway_that_knows_our_reference_may_be_asked_twice() {
    let clock = monday();
    let stub = providers::gateway(clock.clone(), WHSEC).await;
    let channel = channel(&clock, json!({ "provider": "gateway", "url": stub.url, "secret": WHSEC, "signature": "睦邻社区" }));
    stub.misbehave([Odd::TakesAndBreaksOff]);
    let note = note("13812345678");
    assert!(matches!(channel.send(&note).await, Verdict::Retry { .. }), "not in doubt: it knows the reference");
    assert_eq!(channel.send(&note).await, Verdict::Accepted { reference: format!("ref-{}", note.id) });
    let calls = stub.calls();
    assert_eq!((calls.len(), calls[0].header("webhook-id")), (2, calls[1].header("webhook-id")));
    assert_eq!(stub.taken().len(), 1, "and tells it once");
}

#[tokio::test]
async fn a_program_of_somebody_else_can_check_who_calls() {
    let clock = monday();
    let stub = providers::gateway(clock.clone(), WHSEC).await;
    let program = channel(&clock, json!({ "provider": "webhook", "url": format!("{}/hook", stub.url), "secret": WHSEC }));
    assert!(is_accepted(&program.send(&note("")).await));
    stub.misbehave([Odd::Status(410, None), Odd::Status(500, None), Odd::Status(404, None)]);
    assert!(matches!(program.send(&note("")).await, Verdict::Permanent { .. }), "gone for good");
    for _ in 0..2 {
        assert!(matches!(program.send(&note("")).await, Verdict::Retry { .. }));
    }
    let call = &stub.taken()[0];
    assert_eq!(call.json()["data"]["title"], "今日探访");
    let another = "whsec_c2l4dGVlbiBieXRlcyBhcmUgbm90IGVub3VnaA==";
    for kind in ["webhook", "gateway"] {
        let mut settings = json!({ "provider": kind, "url": stub.url, "secret": another });
        if kind == "gateway" {
            settings["signature"] = json!("睦邻社区");
        }
        let verdict = channel(&clock, settings).send(&note("13812345678")).await;
        assert!(is_unfit(&verdict, Fault::Account), "{kind}: {verdict:?}");
    }
    assert_eq!(stub.taken().len(), 1, "nobody listens to a wrong secret");
    // Its clock is ten minutes ahead of ours.
    let ours = monday();
    clock.advance(TimeDelta::minutes(10));
    let late = channel(&ours, json!({ "provider": "webhook", "url": stub.url, "secret": WHSEC })).send(&note("")).await;
    assert!(is_unfit(&late, Fault::Account), "{late:?}");
}

#[tokio::test]
async fn a_gateway_without_references_is_given_ours() {
    let clock = monday();
    let stub = providers::gateway_without_references(clock.clone(), WHSEC).await;
    let channel = channel(&clock, json!({ "provider": "gateway", "url": stub.url, "secret": WHSEC, "signature": "睦邻社区" }));
    let note = note("13812345678");
    assert_eq!(channel.send(&note).await, Verdict::Accepted { reference: note.id.to_string() });
}

#[tokio::test]
async fn robots_take_signed_words_and_twenty_a_minute() {
    let clock = monday();
    let dingtalk = providers::dingtalk(clock.clone(), "SECabc").await;
    let wecom = providers::wecom_robot(clock.clone(), "key").await;
    let robots = [
        json!({ "provider": "dingtalk", "access_token": "t", "secret": "SECabc", "endpoint": dingtalk.url }),
        json!({ "provider": "wecom_robot", "key": "key", "endpoint": wecom.url }),
    ];
    for settings in robots {
        let robot = channel(&clock, settings);
        for _ in 0..20 {
            assert!(is_accepted(&robot.send(&note("")).await), "{}", robot.name());
        }
        let above = robot.send(&note("")).await;
        assert!(matches!(above, Verdict::Retry { after: Some(_), .. }), "{}: {above:?}", robot.name());
        clock.advance(TimeDelta::minutes(1));
        // DingTalk shuts the door for ten minutes.
        assert_eq!(is_accepted(&robot.send(&note("")).await), robot.name() == "wecom_robot");
        clock.advance(TimeDelta::minutes(10));
        assert!(is_accepted(&robot.send(&note("")).await), "{}", robot.name());
    }
    let feishu = providers::feishu(clock.clone(), "secret").await;
    let settings = |secret: &str| json!({ "provider": "feishu", "token": "t", "secret": secret, "endpoint": feishu.url });
    for _ in 0..5 {
        assert!(is_accepted(&channel(&clock, settings("secret")).send(&note("")).await));
    }
    let above = channel(&clock, settings("secret")).send(&note("")).await;
    assert!(matches!(above, Verdict::Retry { after: Some(_), .. }), "five a second: {above:?}");
    assert!(is_unfit(&channel(&clock, settings("wrong")).send(&note("")).await, Fault::Account));
}

#[tokio::test]
async fn a_name_that_is_a_tag_does_not_call_the_whole_group() {
    let clock = monday();
    let stub = providers::feishu(clock.clone(), "secret").await;
    let robot = channel(&clock, json!({ "provider": "feishu", "token": "t", "secret": "secret", "endpoint": stub.url }));
    let tagged = Note { text: "<at user_id=\"all\">所有人</at>".to_owned(), ..note("") };
    assert!(is_accepted(&robot.send(&tagged).await));
    assert!(!stub.calls()[0].json()["content"]["text"].as_str().unwrap().contains("<at"));
}

#[tokio::test]
async fn a_long_text_is_cut_to_what_a_robot_takes() {
    let clock = monday();
    let stub = providers::wecom_robot(clock.clone(), "key").await;
    let robot = channel(&clock, json!({ "provider": "wecom_robot", "key": "key", "endpoint": stub.url }));
    let long = Note { text: "邻".repeat(2_000), ..note("") };
    assert!(is_accepted(&robot.send(&long).await));
    let said = stub.calls()[0].json()["text"]["content"].as_str().unwrap().to_owned();
    assert!(said.len() <= 2_048 && said.starts_with("今日探访\n邻") && said.ends_with('…'));
}

#[tokio::test]
async fn an_application_in_wecom_fetches_one_token_and_another_when_it_ended() {
    let clock = monday();
    let stub = providers::wecom(clock.clone(), "corp", "secret").await;
    let settings = json!({ "provider": "wecom", "corp_id": "corp", "agent_id": 1_000_002, "secret": "secret", "endpoint": stub.url });
    let app = channel(&clock, settings.clone());
    assert!(is_accepted(&app.send(&note("wang")).await));
    assert!(is_accepted(&app.send(&note("li")).await));
    let fetched = || stub.calls().iter().filter(|call| call.path == "/cgi-bin/gettoken").count();
    assert_eq!(fetched(), 1, "a token is kept");
    // Another worker fetches one: ours ends.
    assert!(is_accepted(&channel(&clock, settings.clone()).send(&note("wang")).await));
    assert!(is_accepted(&app.send(&note("wang")).await));
    assert_eq!(fetched(), 3);
    assert!(matches!(app.send(&note("gone")).await, Verdict::Permanent { .. }), "taken for nobody is not accepted");
    assert_eq!(stub.taken().len(), 2, "who gets the same text twice is told once");
    for (wrong, value) in [("secret", "old"), ("corp_id", "other")] {
        let mut settings = settings.clone();
        settings[wrong] = json!(value);
        let verdict = channel(&clock, settings).send(&note("wang")).await;
        assert!(is_unfit(&verdict, Fault::Account), "{wrong}: {verdict:?}");
    }
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
