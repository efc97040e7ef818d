//! By which way somebody is told: the wish, the bounce that goes on to the next way, the provider that stands in for another.

use mulin_tests::{
    ANONYMOUS,
    providers::{self, Odd},
};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::message_scene::{Scene, scene};

#[tokio::test]
async fn a_bounce_goes_on_to_the_next_way_once_and_forged_receipts_do_nothing() {
    let scene = scene().await;
    let (stub, channel) = scene.gateway(1).await;
    scene.prefer_sms().await;
    scene.tell("one").await;
    let told = scene.newest().await;
    assert_eq!((&told["channel"], &told["state"], stub.calls().len(), scene.mails()), (&json!("sms"), &json!("accepted"), 1, 0), "{told}");
    assert!(stub.calls()[0].body.contains("13800001234") && !told.to_string().contains("13800001234"), "{told}");
    let path = Scene::receipts_of(&channel);
    let receipt = json!({ "reference": told["attempts"][0]["reference"], "status": "failed", "reason": "UNDELIVERED" });
    scene.app.post(ANONYMOUS, &path.replace("/receipts/", "/receipts/A"), receipt.clone()).await.expect(404);
    scene.app.work().await;
    assert_eq!(scene.mails(), 0);
    for _ in 0..3 {
        scene.app.post(ANONYMOUS, &path, receipt.clone()).await.expect(200);
        scene.app.work().await;
    }
    let told = scene.newest().await;
    assert_eq!((scene.mails(), &told["attempts"][0]["state"]), (1, &json!("bounced")), "{told}");
    let trace = scene.app.get(&scene.admin.token, &format!("/api/v1/deliveries/{}/trace", told["id"].as_str().unwrap())).await.expect(200);
    let steps: Vec<_> = trace["steps"].as_array().unwrap().iter().map(|step| (step["step"].clone(), step["reason"].clone())).collect();
    assert_eq!(steps, [(json!("came_back"), json!("UNDELIVERED")), (json!("fell_back"), json!("mail"))], "{trace}");
    scene.app.post(ANONYMOUS, &path, json!({ "reference": "nobody's", "status": "delivered" })).await.expect(409);
}

#[tokio::test]
async fn what_a_provider_must_be_told_is_asked_for_by_name_and_kept_when_nothing_is_said() {
    let scene = scene().await;
    let wish = |settings: Value| json!({"kind": "aliyun", "name": "阿里云", "place": 1, "enabled": true, "settings": settings, "forms": {}, "topics": []});
    let refused = scene
        .app
        .post(&scene.admin.token, "/api/v1/message-channels", wish(json!({"key_id": "LTAI", "key_secret": " "})))
        .await
        .expect(422);
    let fields: Vec<_> = refused["fields"].as_array().unwrap().iter().map(|fault| fault["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["settings.key_secret", "settings.signature"]);
    let mut odd = wish(json!({"key_id": "LTAI", "key_secret": "s", "signature": "春色社区"}));
    odd["forms"] = json!({"visits.nudge": {"code": "SMS_1", "places": ["name", "list"]}});
    let refused = scene.app.post(&scene.admin.token, "/api/v1/message-channels", odd).await.expect(422);
    assert_eq!(refused["fields"][0]["code"], "notifications.form_unreadable", "names and addresses do not fit into a text message");
    let (stub, channel) = scene.gateway(1).await;
    let renamed = json!({"kind": "gateway", "name": "短信", "place": 2, "enabled": true, "forms": {}, "topics": []});
    scene.app.put(&scene.admin.token, &format!("/api/v1/message-channels/{}", channel["id"].as_str().unwrap()), renamed).await.expect(200);
    scene.prefer_sms().await;
    scene.tell("one").await;
    assert_eq!(stub.calls().len(), 1, "its settings are still there");
}

#[tokio::test]
async fn one_provider_stands_in_for_the_other_and_a_failing_one_is_left_alone_until_it_works() {
    let scene = scene().await;
    let ((first, _), (second, _)) = (scene.gateway(1).await, scene.gateway(2).await);
    scene.prefer_sms().await;
    first.misbehave([Odd::Status(500, None); 7]);
    // One number gets a few messages an hour; what failed goes to the second within the minute.
    for number in 0..7 {
        scene.pass(1300).await;
        scene.tell(&format!("message {number}")).await;
        scene.pass(60).await;
    }
    assert_eq!((first.calls().len(), second.calls().len(), scene.mails()), (7, 7, 0), "{}", scene.newest().await);
    assert_eq!(scene.first_channel().await["failures"], 7);
    scene.pass(90).await;
    scene.tell("while it rests").await;
    assert_eq!((first.calls().len(), second.calls().len()), (7, 8), "it is left alone");
    scene.pass(1300).await;
    scene.tell("after its rest").await;
    assert_eq!((first.calls().len(), second.calls().len()), (8, 8));
    assert_eq!(scene.first_channel().await["failures"], 0);
}

#[tokio::test]
async fn receipts_in_any_order_end_in_one_state() {
    let scene = scene().await;
    let (_stub, channel) = scene.gateway(1).await;
    scene.prefer_sms().await;
    let path = Scene::receipts_of(&channel);
    for (number, order) in [["failed", "delivered"], ["delivered", "failed"]].into_iter().enumerate() {
        scene.pass(900).await;
        scene.tell(&format!("message {number}")).await;
        let told = scene.newest().await;
        let reference = &told["attempts"][0]["reference"];
        for status in order {
            scene.app.post(ANONYMOUS, &path, json!({ "reference": reference, "status": status })).await.expect(200);
        }
        scene.app.work().await;
        let told = scene.newest().await;
        assert_eq!(told["attempts"][0]["state"], "delivered", "{order:?}: {told}");
    }
}

#[tokio::test]
async fn whoever_leaves_is_forgotten_by_every_way() {
    let scene = scene().await;
    scene.prefer_sms().await;
    let rows = async || {
        let question = Statement::from_string(scene.app.raw.get_database_backend(), "SELECT id FROM reach_address");
        scene.app.raw.query_all_raw(question).await.unwrap().len()
    };
    assert_eq!(rows().await, 1);
    let path = format!("/api/v1/members/{}", scene.worker.id);
    scene.app.patch(&scene.admin.token, &path, json!({ "active": false })).await.expect(200);
    assert_eq!(rows().await, 0);
}

#[tokio::test]
async fn a_group_is_told_once_beside_its_members_and_never_more_than_its_robot_may() {
    let scene = scene().await;
    let stub = providers::wecom_robot(scene.app.clock.clone(), "key").await;
    scene.channel("wecom_robot", 1, json!({ "key": "key", "endpoint": stub.url })).await;
    for number in 0..30 {
        scene.tell(&format!("message {number}")).await;
    }
    assert!((1..=10).contains(&stub.calls().len()), "{}", stub.calls().len());
    for _ in 0..29 {
        scene.pass(2).await;
    }
    assert!((15..=20).contains(&stub.calls().len()), "{} within a minute", stub.calls().len());
    assert_eq!(scene.mails(), 30);
}
