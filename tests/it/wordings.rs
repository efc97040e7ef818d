//! A community words its messages itself.

use mulin_tests::Answer;
use serde_json::{Value, json};

use crate::message_scene::{Scene, scene};

const NUDGE: &str = "/api/v1/message-templates/visits.nudge/zh-CN";

impl Scene {
    async fn save(&self, after: i32, subject: &str) -> Answer {
        let wording =
            json!({ "subject": subject, "body": "{姓名}，请看：\n\n{清单}\n\n{链接}", "sms": "{姓名}，{数量} 户待访 {链接}", "chat": "" });
        self.app.post(&self.admin.token, &format!("{NUDGE}/versions"), json!({ "after": after, "wording": wording })).await
    }

    async fn publish(&self, number: Value) {
        self.app.put(&self.admin.token, &format!("{NUDGE}/in-force"), json!({ "number": number })).await.expect(204);
    }

    async fn preview(&self, wish: Value) -> Answer {
        self.app.post(&self.admin.token, &format!("{NUDGE}/preview"), wish).await
    }

    /// A second later: identities of one instant have no order.
    async fn tell_later(&self, dedupe: &str) {
        self.pass(1).await;
        self.tell(dedupe).await;
    }

    fn last_subject(&self) -> String {
        self.app.mails_to(&self.worker.email).last().unwrap().subject().to_owned()
    }
}

#[tokio::test]
async fn own_words_go_out_once_they_are_published_and_the_ledger_names_their_version() {
    let scene = scene().await;
    assert_eq!(scene.save(0, "{数量} 户，{姓名}").await.expect(201)["number"], 1);
    scene.tell("a draft").await;
    assert_eq!(scene.last_subject(), "还有 1 户探访即将到期", "a draft says nothing yet");
    scene.publish(json!(1)).await;
    scene.tell_later("own words").await;
    let told = scene.newest().await;
    assert_eq!(scene.last_subject(), format!("1 户，{}", told["recipient_name"].as_str().unwrap()));
    assert_eq!((&told["attempts"][0]["wording"], &told["test"]), (&json!("zh-CN/1"), &json!(false)), "{told}");
    let inbox = scene.app.get(&scene.worker.token, "/api/v1/inbox").await.items();
    assert_eq!(inbox[0]["title"], scene.last_subject(), "the inbox says the same");
    let mail = scene.app.mails_to(&scene.worker.email).pop().unwrap();
    assert!(mail.body.replace("\r\n", "\n").contains("请看：\n\n【3号楼】\n1单元 201  王桂芬"), "{}", mail.body);

    scene.save(1, "第二版").await.expect(201);
    scene.publish(json!(2)).await;
    scene.publish(json!(1)).await;
    scene.tell_later("an old version again").await;
    assert_eq!(scene.newest().await["attempts"][0]["wording"], "zh-CN/1");
    scene.publish(Value::Null).await;
    scene.tell_later("built in").await;
    assert_eq!(scene.last_subject(), "还有 1 户探访即将到期");
    assert_eq!(scene.newest().await["attempts"][0]["wording"], Value::Null);

    let versions = scene.app.get(&scene.admin.token, &format!("{NUDGE}/versions?limit=1")).await.expect(200);
    assert_eq!((&versions["items"][0]["number"], &versions["items"][0]["in_force"]), (&json!(2), &json!(false)), "{versions}");
    let next = format!("{NUDGE}/versions?after={}", versions["next"].as_str().unwrap());
    assert_eq!(scene.app.get(&scene.admin.token, &next).await.items()[0]["wording"]["subject"], "{数量} 户，{姓名}");
    let audit = scene.app.get(&scene.admin.token, "/api/v1/audit?action=notifications.publish_wording").await.items();
    assert_eq!(audit.len(), 4);
}

#[tokio::test]
async fn what_cannot_be_filled_in_is_refused_with_what_can() {
    let scene = scene().await;
    let refused = scene.save(0, "{身份证号} 的探访").await;
    let fault = &refused.expect(422)["fields"][0];
    assert_eq!((&fault["field"], &fault["code"]), (&json!("subject"), &json!("notifications.variable_unknown")));
    let words = fault["message"].as_str().unwrap();
    assert!(words.contains("{身份证号}") && words.contains("{姓名} {社区} {数量} {链接}"), "{words}");
    assert_eq!(scene.save(0, "一\nBcc: all@example.org").await.expect(422)["fields"][0]["code"], "notifications.one_line_only");
    scene.save(0, "第一版").await.expect(201);
    assert_eq!(scene.save(0, "没看到第一版").await.expect(412)["code"], "kernel.stale");
    for elsewhere in ["tenancy.password_reset/zh-CN", "visits.nudge/fr"] {
        scene.app.get(&scene.admin.token, &format!("/api/v1/message-templates/{elsewhere}")).await.expect(404);
    }
    scene.app.get(&scene.worker.token, NUDGE).await.expect(403);
}

#[tokio::test]
async fn a_preview_shows_a_real_message_and_counts_what_a_text_message_costs() {
    let scene = scene().await;
    let shown = scene.preview(json!({})).await.expect(200);
    assert_eq!((&shown["message_id"], &shown["signature"]), (&Value::Null, &Value::Null), "nothing was sent yet: {shown}");
    assert!(shown["text"].as_str().unwrap().contains("刘长顺"), "an imagined one: {shown}");

    let (_stub, _channel) = scene.gateway(1).await;
    scene.tell("real").await;
    let words = json!({ "subject": "{数量}户", "body": "{清单}<b>", "sms": "{姓名}，{数量} 户待访 {链接}", "chat": "看 {链接}" });
    let shown = scene.preview(json!({ "wording": words })).await.expect(200);
    assert!(shown["html"].as_str().unwrap().contains("王桂芬</strong>") && shown["html"].as_str().unwrap().contains("&lt;b&gt;"));
    assert!(shown["message_id"].is_string() && shown["recipient_name"].is_string(), "{shown}");
    let sms = shown["sms"].as_str().unwrap();
    assert!(sms.starts_with("【春色社区】") && sms.contains("，1 户待访 http"), "{sms}");
    assert_eq!(
        (&shown["sms_parts"], &shown["sms_room"], &shown["sms_units"]),
        (&json!(1), &json!(70), &json!(sms.chars().count())),
        "{shown}"
    );
    assert!(shown["chat"].as_str().unwrap().ends_with("/visits/today"), "{shown}");
    let long = json!({ "subject": "好", "body": "好", "sms": "邻".repeat(65), "chat": "" });
    let shown = scene.preview(json!({ "wording": long })).await.expect(200);
    assert_eq!((&shown["sms_parts"], &shown["sms_room"]), (&json!(2), &json!(67)));

    let street = scene.app.street("110101001").await;
    let neighbours = scene.app.community(&street, "110101001001").await;
    let stranger = scene.app.member(&neighbours, mulin_entity::kernel::Role::CommunityAdmin).await;
    let foreign = json!({ "message_id": scene.newest().await["id"] });
    scene.app.post(&stranger.token, &format!("{NUDGE}/preview"), foreign).await.expect(404);
}

#[tokio::test]
async fn text_messages_carry_exactly_one_signature_at_their_front() {
    let scene = scene().await;
    let unsigned = json!({ "kind": "gateway", "name": "短信", "place": 1, "enabled": true, "forms": {}, "topics": [],
        "settings": { "url": "https://sms.example.org", "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" } });
    let refused = scene.app.post(&scene.admin.token, "/api/v1/message-channels", unsigned.clone()).await.expect(422);
    assert_eq!(refused["fields"][0]["field"], "settings.signature", "{refused}");
    let mut bracketed = unsigned;
    bracketed["settings"]["signature"] = json!("【春色】");
    let refused = scene.app.post(&scene.admin.token, "/api/v1/message-channels", bracketed).await.expect(422);
    assert_eq!(refused["fields"][0]["code"], "notifications.signature_unfit", "{refused}");

    let (stub, _channel) = scene.gateway(1).await;
    scene.prefer_sms().await;
    scene.save(0, "好").await.expect(201);
    scene.publish(json!(1)).await;
    scene
        .app
        .patch(&scene.admin.token, &format!("/api/v1/members/{}", scene.worker.id), json!({ "name": "李【催收】\n娜" }))
        .await
        .expect(200);
    scene.tell("one").await;
    let said = stub.calls()[0].json()["text"].as_str().unwrap().to_owned();
    assert!(said.starts_with("【春色社区】李[催收] 娜，1 户待访 http") && said.matches('【').count() == 1, "{said}");
}
