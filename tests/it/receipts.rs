//! What providers of text messages say later, in their own words, and how much they are asked to carry.

use std::sync::Arc;

use chrono::Duration;
use mulin_entity::{
    kernel::{Actor, Scope},
    notifications::{
        carriage::{self, Choice, Freight},
        rules::plan::Way,
    },
};
use mulin_tests::{ANONYMOUS, providers};
use serde_json::{Value, json};
use tokio::sync::Barrier;

use crate::message_scene::{Scene, scene};

/// A report as Alibaba Cloud pushes it (SmsReport).
fn aliyun_report(reference: &Value, arrived: bool) -> Value {
    json!([{
        "phone_number": "13800001234", "send_time": "2026-03-09 09:00:01", "report_time": "2026-03-09 09:00:05", "success": arrived,
        "err_code": if arrived { "DELIVERED" } else { "MK:0004" }, "err_msg": if arrived { "用户接收成功" } else { "空号" },
        "sms_size": "1", "biz_id": reference, "out_id": "67890"
    }])
}

/// A report as Tencent Cloud pushes it (下发状态通知).
fn tencent_report(reference: &Value, arrived: bool) -> Value {
    json!([{
        "user_receive_time": "2026-03-09 09:00:05", "nationcode": "86", "mobile": "13800001234",
        "report_status": if arrived { "SUCCESS" } else { "FAIL" }, "errmsg": if arrived { "DELIVRD" } else { "MK:0004" },
        "description": if arrived { "用户短信送达成功" } else { "空号" }, "sid": reference
    }])
}

async fn told_by(kind: &str) -> (Scene, Value) {
    let scene = scene().await;
    let forms = json!({ "visits.nudge": { "code": "SMS_1", "places": ["name", "count", "link"] } });
    let settings = match kind {
        "aliyun" => {
            let stub = providers::aliyun(scene.app.clock.clone(), "secret", "春色社区", "SMS_1").await;
            json!({ "key_id": "id", "key_secret": "secret", "signature": "春色社区", "endpoint": stub.url })
        }
        _ => {
            let stub = providers::tencent(scene.app.clock.clone(), "secret").await;
            json!({ "secret_id": "id", "secret_key": "secret", "app_id": "1400", "signature": "春色社区", "endpoint": stub.url })
        }
    };
    let channel = scene.channel_with(kind, 1, settings, forms).await;
    scene.prefer_sms().await;
    scene.tell("one").await;
    let told = scene.newest().await;
    assert_eq!((&told["channel"], &told["state"]), (&json!("sms"), &json!("accepted")), "{kind}: {told}");
    (scene, channel)
}

#[tokio::test]
async fn both_clouds_tell_in_their_own_words_that_it_arrived() {
    for (kind, report) in [("aliyun", aliyun_report as fn(&Value, bool) -> Value), ("tencent", tencent_report)] {
        let (scene, channel) = told_by(kind).await;
        let reference = scene.newest().await["attempts"][0]["reference"].clone();
        let answer = scene.app.post(ANONYMOUS, &Scene::receipts_of(&channel), report(&reference, true)).await.expect(200);
        // Each of them comes again until it is answered in its own words.
        assert_eq!((&answer["code"], &answer["result"], &answer["errmsg"]), (&json!(0), &json!(0), &json!("OK")), "{kind}");
        let told = scene.newest().await;
        assert_eq!((&told["state"], &told["attempts"][0]["state"]), (&json!("delivered"), &json!("delivered")), "{kind}: {told}");
        scene.app.post(ANONYMOUS, &Scene::receipts_of(&channel), report(&reference, false)).await.expect(200);
        scene.app.work().await;
        assert_eq!((scene.newest().await["state"].clone(), scene.mails()), (json!("delivered"), 0), "{kind}: it does not go back");
    }
}

#[tokio::test]
async fn a_number_that_does_not_exist_sends_the_message_on_by_mail() {
    for (kind, report) in [("aliyun", aliyun_report as fn(&Value, bool) -> Value), ("tencent", tencent_report)] {
        let (scene, channel) = told_by(kind).await;
        let reference = scene.newest().await["attempts"][0]["reference"].clone();
        scene.app.post(ANONYMOUS, &Scene::receipts_of(&channel), report(&reference, false)).await.expect(200);
        scene.app.work().await;
        let told = scene.newest().await;
        assert_eq!(
            (&told["attempts"][0]["state"], &told["attempts"][0]["reason"]),
            (&json!("bounced"), &json!("MK:0004")),
            "{kind}: {told}"
        );
        assert_eq!((scene.mails(), &told["channel"]), (1, &json!("mail")), "{kind}: {told}");
    }
}

#[tokio::test]
async fn one_phone_gets_what_carriers_allow_and_the_rest_by_the_next_way() {
    let scene = scene().await;
    let (stub, _channel) = scene.gateway(1).await;
    scene.prefer_sms().await;
    for number in 0..7 {
        scene.tell(&format!("message {number}")).await;
    }
    assert_eq!(stub.calls().len(), 1, "one in a minute");
    for _ in 0..60 {
        scene.pass(60).await;
    }
    let within_the_hour = stub.calls().len();
    assert!((2..=5).contains(&within_the_hour), "{within_the_hour} within an hour");
    assert_eq!(stub.calls().len() + scene.mails(), 7, "what cannot wait does not wait for an hour, and arrives once");
}

#[tokio::test]
async fn workers_that_race_for_a_provider_take_no_more_than_it_allows() {
    const AT_ONCE: usize = 24;
    let scene = scene().await;
    scene.channel("wecom_robot", 1, json!({ "key": "key" })).await;
    let mut taken = 0;
    for second in 0..60 {
        let ready = Arc::new(Barrier::new(AT_ONCE));
        let workers = (0..AT_ONCE).map(|_| {
            let (db, ready, community) = (scene.app.db().clone(), ready.clone(), scene.community.id);
            tokio::spawn(async move {
                ready.wait().await;
                let tx = db.write(&Scope { community, actor: Actor::System }).await.unwrap();
                let robot = Freight { way: Way::Group, only: None, address: "", template: "visits.nudge", test: false, failed: &[] };
                let choice = carriage::choose(&tx, &robot).await.unwrap();
                tx.commit().await.unwrap();
                matches!(choice, Choice::Carrier(_))
            })
        });
        for worker in workers.collect::<Vec<_>>() {
            taken += usize::from(worker.await.unwrap());
        }
        assert!(taken <= 20, "{taken} in {second} s");
        scene.app.clock.advance(Duration::seconds(1));
    }
    assert!(taken >= 15, "the limit is used: {taken}");
}
