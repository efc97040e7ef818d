//! A test send: one marked message, over exactly one way, that counts as nothing else.

use chrono::Duration;
use mulin_tests::providers;
use serde_json::{Value, json};

use crate::message_scene::{Scene, WHSEC, scene};

impl Scene {
    async fn test_channel(&self, channel: &Value) -> Value {
        let path = format!("/api/v1/message-channels/{}/test", channel["id"].as_str().unwrap());
        let sent = self.app.post(&self.admin.token, &path, Value::Null).await.expect(202);
        self.app.work().await;
        self.app.get(&self.admin.token, &format!("/api/v1/deliveries/{}", sent["message_id"].as_str().unwrap())).await.expect(200)
    }

    async fn admin_has_a_phone(&self) {
        self.app.put(&self.admin.token, "/api/v1/message-addresses/sms", json!({ "address": "13900005678" })).await.expect(204);
    }
}

#[tokio::test]
async fn a_channel_is_tested_and_says_how_it_ended() {
    let scene = scene().await;
    let (stub, channel) = scene.gateway(1).await;
    let path = format!("/api/v1/message-channels/{}/test", channel["id"].as_str().unwrap());
    assert_eq!(scene.app.post(&scene.admin.token, &path, Value::Null).await.expect(409)["code"], "notifications.own_address_wanted");
    scene.admin_has_a_phone().await;

    let taken = scene.test_channel(&channel).await;
    assert_eq!((&taken["state"], &taken["test"], &taken["channel"]), (&json!("accepted"), &json!(true), &json!("sms")), "{taken}");
    assert!(taken["attempts"][0]["reference"].as_str().unwrap().starts_with("ref-"), "{taken}");
    let call = stub.calls()[0].json();
    assert!(call["text"].as_str().unwrap().starts_with("【春色社区】（测试）") && call["to"] == "13900005678", "{call}");

    let limited = scene.test_channel(&channel).await;
    assert_eq!(
        (&limited["state"], &limited["reason"]),
        (&json!("suppressed"), &json!("limited")),
        "one phone gets one in a minute: {limited}"
    );
    assert!(limited["held_until"].is_string() && limited["channel"] == "sms" && stub.calls().len() == 1, "{limited}");
    scene.pass(90).await;
    assert_eq!(stub.calls().len(), 1, "it is not sent later");
    let audit = scene.app.get(&scene.admin.token, "/api/v1/audit?action=notifications.test_channel").await.items();
    assert_eq!(audit.len(), 2);
}

#[tokio::test]
async fn a_channel_that_is_refused_says_why_and_is_not_tried_again() {
    let scene = scene().await;
    scene.admin_has_a_phone().await;
    let stub = providers::aliyun(scene.app.clock.clone(), "secret", "睦邻社区", "SMS_1").await;
    let settings = |signature: &str| json!({ "key_id": "id", "key_secret": "secret", "signature": signature, "endpoint": stub.url });
    let forms = json!({ "visits.nudge": { "code": "SMS_1", "places": ["name", "count"] } });
    let wrong = scene.channel_with("aliyun", 1, settings("别家社区"), forms.clone()).await;
    let refused = scene.test_channel(&wrong).await;
    assert_eq!(refused["state"], "rejected", "{refused}");
    assert!(refused["reason"].as_str().unwrap().starts_with("isv.SMS_SIGNATURE_ILLEGAL"), "{refused}");
    scene.pass(3600).await;
    assert_eq!(stub.calls().len(), 1);

    let other = providers::aliyun(scene.app.clock.clone(), "secret", "睦邻社区", "SMS_1").await;
    let settings = json!({ "key_id": "id", "key_secret": "secret", "signature": "睦邻社区", "endpoint": other.url });
    let right = scene.channel_with("aliyun", 2, settings, forms).await;
    assert_eq!(scene.test_channel(&right).await["state"], "accepted", "over exactly this one, though another goes first");
    let said: Value = serde_json::from_str(&other.calls()[0].parameter("TemplateParam")).unwrap();
    assert_eq!((&said["count"], said["name"].is_string()), (&json!("2"), true), "a form is filled as for an imagined message: {said}");
}

#[tokio::test]
async fn a_group_is_tested_before_it_is_switched_on() {
    let scene = scene().await;
    let stub = providers::wecom_robot(scene.app.clock.clone(), "key").await;
    let wish = json!({ "kind": "wecom_robot", "name": "值班群", "place": 1, "enabled": false,
        "settings": { "key": "key", "endpoint": stub.url }, "forms": {}, "topics": [] });
    let channel = scene.app.post(&scene.admin.token, "/api/v1/message-channels", wish).await.expect(201);
    assert_eq!(scene.test_channel(&channel).await["state"], "accepted");
    let said = stub.calls()[0].json()["text"]["content"].as_str().unwrap().to_owned();
    assert!(said.starts_with("（测试）“值班群”可以收到消息") && !said.contains("自动发出"), "{said}");
}

#[tokio::test]
async fn the_test_of_words_reaches_oneself_marked_and_counts_as_nothing() {
    let scene = scene().await;
    let mut policy = scene.app.get(&scene.admin.token, "/api/v1/message-policies").await.expect(200);
    policy["daily_cap"] = json!(1);
    scene.app.put(&scene.admin.token, "/api/v1/message-policies", policy).await.expect(200);
    scene.tell("real").await;
    scene.pass(1).await;
    let base = "/api/v1/message-templates/visits.nudge/en/versions";
    let words = json!({ "after": 0, "wording": { "subject": "{count} to visit", "body": "{list}", "sms": "", "chat": "" } });
    scene.app.post(&scene.admin.token, base, words).await.expect(201);
    for _ in 0..6 {
        scene.app.post(&scene.admin.token, &format!("{base}/1/test"), json!({ "way": "mail" })).await.expect(202);
    }
    scene.app.work().await;
    let mails: Vec<_> = scene.app.mails_to(&scene.admin.email).into_iter().filter(|mail| mail.subject() == "(Test) 1 to visit").collect();
    assert_eq!((mails.len(), mails[0].header("List-Unsubscribe")), (6, ""), "past the cap, and nothing to unsubscribe from");
    assert!(mails[0].body.contains("王桂芬"), "filled like a real one: {}", mails[0].body);
    assert_eq!(scene.app.get(&scene.admin.token, "/api/v1/inbox/unread").await.expect(200)["unread"], 0);
    let board = scene.app.get(&scene.admin.token, "/api/v1/dashboard?from=2026-03-09&to=2026-03-09").await.expect(200);
    let sent = board["tiles"].as_array().unwrap().iter().find(|tile| tile["measure"] == "messages.accepted").unwrap();
    let real = scene.app.get(&scene.admin.token, "/api/v1/deliveries?state=accepted").await.items();
    let real = real.iter().filter(|one| one["test"] == false).count();
    assert_eq!(sent["value"], json!(real), "no figure counts a test: {sent}");
    let told = scene.newest().await;
    assert_eq!((&told["attempts"][0]["wording"], &told["test"]), (&json!("en/1"), &json!(true)), "{told}");

    let limited = scene.app.post(&scene.admin.token, &format!("{base}/1/test"), json!({ "way": "mail" })).await;
    assert_eq!((limited.status, limited.code().as_str(), limited.header("retry-after")), (429, "notifications.tests_limited", "601"));
    scene.app.advance(Duration::seconds(601)).await;
    scene.app.post(&scene.admin.token, &format!("{base}/1/test"), json!({ "way": "mail" })).await.expect(202);
    scene.app.post(&scene.admin.token, &format!("{base}/1/test"), json!({ "way": "group" })).await.expect(422);
}

#[tokio::test]
async fn a_failed_test_leaves_no_bounce_behind() {
    let scene = scene().await;
    scene.admin_has_a_phone().await;
    let stub = providers::gateway(scene.app.clock.clone(), WHSEC).await;
    let settings = json!({ "url": stub.url, "secret": WHSEC, "signature": "春色社区" });
    let channel = scene.channel("gateway", 1, settings).await;
    let tested = scene.test_channel(&channel).await;
    let receipt = json!({ "reference": tested["attempts"][0]["reference"], "status": "failed", "reason": "UNDELIVERED" });
    scene.app.post(mulin_tests::ANONYMOUS, &Scene::receipts_of(&channel), receipt).await.expect(200);
    scene.app.work().await;
    let told = scene.newest().await;
    assert_eq!(
        (&told["state"], &told["reason"], scene.app.mails_to(&scene.admin.email).len()),
        (&json!("rejected"), &json!("UNDELIVERED"), 0),
        "{told}"
    );
}
