//! Who carries a text message: trouble of one provider, a number that has enough, forms that nobody approved, and what the ledger says of it.

use mulin_entity::kernel::Role;
use mulin_tests::{
    ANONYMOUS,
    providers::{self, Odd, Stub},
};
use mulin_worker::channels::{Form, Http, Note, Provider, Reach, Verdict};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::message_scene::{Scene, WHSEC, scene};

const NUMBER: &str = "13800001234";

fn forms() -> Value {
    json!({ "visits.nudge": { "code": "SMS_1", "places": ["name", "count"] } })
}

impl Scene {
    async fn aliyun(&self, place: i32, secret: &str, forms: Value) -> (Stub, Value) {
        let stub = providers::aliyun(self.app.clock.clone(), "secret", "春色社区", "SMS_1").await;
        let settings = json!({ "key_id": "id", "key_secret": secret, "signature": "春色社区", "endpoint": stub.url });
        let channel = self.channel_with("aliyun", place, settings, forms).await;
        (stub, channel)
    }

    async fn body(&self, told: &Value) -> String {
        let path = format!("/api/v1/deliveries/{}", told["id"].as_str().unwrap());
        self.app.get(&self.admin.token, &path).await.expect(200)["body"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_revoked_key_hands_over_at_once_and_is_told_until_it_is_mended() {
    let scene = scene().await;
    let (first, channel) = scene.aliyun(1, "revoked", forms()).await;
    let (second, _) = scene.gateway(2).await;
    scene.prefer_sms().await;
    scene.tell("one").await;
    let told = scene.newest().await;
    assert_eq!((first.count(), second.taken().len(), &told["state"]), (1, 1, &json!("accepted")), "at once: {told}");
    assert_eq!(told["attempts"][0]["state"], "deferred", "{told}");
    let shown = scene.first_channel().await;
    assert!(shown["trouble"].as_str().unwrap().starts_with("SignatureDoesNotMatch") && shown["rests_until"].is_string(), "{shown}");

    scene.pass(120).await;
    scene.tell("two").await;
    assert_eq!((first.count(), second.taken().len()), (1, 2), "it is left alone");
    scene.pass(600).await;
    scene.tell("three").await;
    assert_eq!((first.count(), second.taken().len()), (2, 3), "one message looks whether it is mended");

    let settings = json!({ "key_id": "id", "key_secret": "secret", "signature": "春色社区", "endpoint": first.url });
    let mended =
        json!({ "kind": "aliyun", "name": "阿里云", "place": 1, "enabled": true, "settings": settings, "forms": forms(), "topics": [] });
    let path = format!("/api/v1/message-channels/{}", channel["id"].as_str().unwrap());
    let shown = scene.app.put(&scene.admin.token, &path, mended).await.expect(200);
    assert_eq!((&shown["trouble"], &shown["rests_until"]), (&Value::Null, &Value::Null), "{shown}");
    scene.pass(120).await;
    scene.tell("four").await;
    assert_eq!((first.taken().len(), second.taken().len(), scene.mails()), (1, 3, 0));
}

#[tokio::test]
async fn a_form_that_is_not_approved_stops_no_other_message() {
    let scene = scene().await;
    let forms =
        json!({ "visits.nudge": { "code": "SMS_2", "places": ["name"] }, "visits.digest": { "code": "SMS_1", "places": ["name"] } });
    let (first, _) = scene.aliyun(1, "secret", forms).await;
    let (second, _) = scene.gateway(2).await;
    scene.prefer_sms().await;
    for round in 0..2 {
        scene.tell(&format!("message {round}")).await;
        scene.pass(120).await;
    }
    assert_eq!((first.count(), second.taken().len()), (1, 2), "asked once in ten minutes");
    let shown = scene.first_channel().await;
    assert!(shown["trouble"].as_str().unwrap().starts_with("isv.SMS_TEMPLATE_ILLEGAL"), "{shown}");
    assert_eq!((&shown["failures"], &shown["rests_until"]), (&json!(0), &Value::Null), "other messages go out: {shown}");
}

#[tokio::test]
async fn whoever_has_no_form_for_a_message_is_not_asked() {
    let scene = scene().await;
    let (first, _) = scene.aliyun(1, "secret", json!({})).await;
    scene.prefer_sms().await;
    scene.tell("one").await;
    assert_eq!((first.count(), scene.mails()), (0, 1), "it goes by the next way: {}", scene.newest().await);
    let (second, _) = scene.gateway(2).await;
    scene.tell("two").await;
    assert_eq!((first.count(), second.taken().len(), scene.mails()), (0, 1, 1));
}

#[tokio::test]
async fn a_number_that_has_enough_silences_nobody_else() {
    let scene = scene().await;
    let (stub, _) = scene.aliyun(1, "secret", forms()).await;
    scene.prefer_sms().await;
    let other = scene.app.member(&scene.community, Role::GridWorker).await;
    scene.prefers_sms(&other, "13900005678").await;
    // Somebody else of the same account has sent to the first number in this minute.
    let settings = json!({ "provider": "aliyun", "key_id": "id", "key_secret": "secret", "signature": "春色社区", "endpoint": stub.url });
    let elsewhere = Provider::read(&settings.to_string()).unwrap().channel(scene.app.clock.clone(), Http::new(Reach::Anywhere).unwrap());
    let form = Some(Form { code: "SMS_1".to_owned(), places: Vec::new() });
    let note = Note { id: Uuid::from_bytes(rand::random()), to: NUMBER.to_owned(), title: String::new(), text: String::new(), form };
    assert!(matches!(elsewhere.send(&note).await, Verdict::Accepted { .. }));

    scene.tell("one").await;
    let told = scene.newest().await;
    assert_eq!((&told["attempts"][0]["state"], stub.taken().len()), (&json!("deferred"), 1), "{told}");
    scene.tell_to(&other, "one").await;
    assert_eq!(stub.taken().len(), 2, "at once: {}", scene.newest().await);
    let shown = scene.first_channel().await;
    assert_eq!((&shown["failures"], &shown["rests_until"]), (&json!(0), &Value::Null), "{shown}");
    let asked = stub.count();
    scene.pass(30).await;
    assert_eq!(stub.count(), asked, "the number is left alone");
    scene.pass(60).await;
    assert_eq!((stub.taken().len(), scene.mails()), (3, 0), "and gets it when there is room");
}

#[tokio::test]
async fn two_members_with_one_number_have_one_limit() {
    let scene = scene().await;
    let (stub, _) = scene.gateway(1).await;
    let wife = scene.app.member(&scene.community, Role::GridWorker).await;
    scene.prefer_sms().await;
    scene.prefers_sms(&wife, NUMBER).await;
    scene.tell("one").await;
    scene.tell_to(&wife, "one").await;
    assert_eq!(stub.count(), 1, "one in a minute");
    scene.pass(90).await;
    assert_eq!((stub.taken().len(), scene.mails()), (2, 0));
}

#[tokio::test]
async fn when_a_number_has_had_its_day_the_next_way_is_taken() {
    let scene = scene().await;
    let (stub, _) = scene.gateway(1).await;
    scene.prefer_sms().await;
    for number in 0..11 {
        scene.tell(&format!("message {number}")).await;
        scene.pass(780).await;
    }
    assert_eq!((stub.taken().len(), scene.mails()), (10, 1), "ten a day: {}", scene.newest().await);
    scene.pass(22 * 3_600).await;
    scene.tell("tomorrow").await;
    assert_eq!((stub.taken().len(), scene.mails()), (11, 1));
}

#[tokio::test]
async fn of_three_providers_those_that_failed_come_last() {
    let scene = scene().await;
    let ((first, _), (second, _), (third, _)) = (scene.gateway(1).await, scene.gateway(2).await, scene.gateway(3).await);
    first.misbehave([Odd::Status(500, None); 9]);
    second.misbehave([Odd::Status(500, None); 9]);
    scene.prefer_sms().await;
    scene.tell("one").await;
    for _ in 0..10 {
        scene.pass(90).await;
    }
    assert_eq!((first.count(), second.count(), third.taken().len()), (1, 1, 1), "{}", scene.newest().await);
}

#[tokio::test]
async fn the_ledger_and_the_preview_tell_the_form_that_goes_out() {
    let scene = scene().await;
    let (stub, _) = scene.aliyun(1, "secret", forms()).await;
    scene.prefer_sms().await;
    scene.tell("one").await;
    assert_eq!(stub.taken().len(), 1);
    let body = scene.body(&scene.newest().await).await;
    assert!(body.starts_with("平台模板 SMS_1：") && body.ends_with(" · 数量=1"), "{body}");
    let path = "/api/v1/message-templates/visits.nudge/en/preview";
    let shown = scene.app.post(&scene.admin.token, path, json!({})).await.expect(200);
    let sms = shown["sms"].as_str().unwrap();
    assert_eq!(shown["sms_form"], "SMS_1", "{shown}");
    assert!(sms.starts_with("【春色社区】Form SMS_1: ") && sms.ends_with(" · count=1"), "{sms}");

    let plain = crate::message_scene::scene().await;
    let (_stub, _) = plain.gateway(1).await;
    let shown = plain.app.post(&plain.admin.token, path, json!({})).await.expect(200);
    assert!(shown["sms_form"].is_null() && !shown["sms"].as_str().unwrap().contains("SMS_1"), "{shown}");
}

#[tokio::test]
async fn a_receipt_for_nothing_says_nothing() {
    let scene = scene().await;
    let stub = providers::gateway_without_references(scene.app.clock.clone(), WHSEC).await;
    let channel = scene.channel("gateway", 1, json!({ "url": stub.url, "secret": WHSEC, "signature": "春色社区" })).await;
    scene.prefer_sms().await;
    scene.tell("one").await;
    let told = scene.newest().await;
    let path = Scene::receipts_of(&channel);
    scene.app.post(ANONYMOUS, &path, json!({ "reference": "", "status": "failed" })).await.expect(200);
    scene.app.work().await;
    assert_eq!((scene.newest().await["state"].clone(), scene.mails()), (json!("accepted"), 0));
    scene.app.post(ANONYMOUS, &path, json!({ "reference": told["id"], "status": "delivered" })).await.expect(200);
    assert_eq!(scene.newest().await["state"], "delivered", "it is found under our own name");
}
