//! A message that was given up is sent again by whoever mended what kept it.

use futures::future::join;
use mulin_tests::providers::Odd;
use serde_json::{Value, json};

use crate::message_scene::{Scene, scene};

/// Tells the worker something that the only gateway does not take, and that goes by no other way, until nobody tries any more.
async fn given_up(scene: &Scene) -> Value {
    scene.prefer_sms().await;
    let only = json!({ "muted": false, "ways": ["sms"] });
    scene.app.put(&scene.worker.token, "/api/v1/message-preferences/visits.digest", only).await.expect(204);
    scene.tell_of("visits.digest", &scene.worker, "lost").await;
    for _ in 0..120 {
        let told = scene.newest().await;
        if told["stalled"] == json!(true) {
            return told;
        }
        scene.pass(4000).await;
    }
    panic!("it is tried for ever: {}", scene.newest().await);
}

#[tokio::test]
async fn a_message_that_was_given_up_goes_out_once_however_often_an_administrator_asks() {
    let scene = scene().await;
    let (stub, _) = scene.gateway(1).await;
    stub.misbehave([Odd::Status(500, None); 200]);
    let told = given_up(&scene).await;
    assert_eq!((&told["state"], &told["reason"], scene.mails()), (&json!("queued"), &json!("tried_too_often"), 0), "{told}");
    let path = format!("/api/v1/deliveries/{}", told["id"].as_str().unwrap());
    let again = format!("{path}/retry");
    let retry = || scene.app.post(&scene.admin.token, &again, Value::Null);
    scene.app.post(&scene.worker.token, &again, Value::Null).await.expect(403);

    stub.behave();
    scene.pass(4000).await;
    let calls = stub.count();
    let (first, second) = join(retry(), retry()).await;
    assert_eq!((first.status, second.status), (202, 202));
    retry().await.expect(202);
    scene.app.work().await;
    // It may be night by now, and the number may have had its day.
    for _ in 0..36 {
        scene.pass(3600).await;
    }
    let told = scene.newest().await;
    assert_eq!((&told["state"], &told["stalled"], stub.count() - calls), (&json!("accepted"), &json!(false), 1), "{told}");
    let trace = scene.app.get(&scene.admin.token, &format!("{path}/trace")).await.expect(200);
    let steps: Vec<_> = trace["steps"].as_array().unwrap().iter().filter(|step| step["step"] == "sent_again").collect();
    assert_eq!((steps.len(), &steps[0]["reason"]), (1, &json!("tried_too_often")), "{trace}");
    let book = scene.app.get(&scene.admin.token, "/api/v1/audit?action=notifications.retry").await.items();
    assert_eq!(book.len(), 1, "{book:?}");
    let operator = scene.app.operator().await;
    assert_eq!(scene.app.get(&operator.token, "/api/v1/jobs?state=buried").await.items(), Vec::<Value>::new(), "its grave is empty");

    let over = retry().await;
    assert_eq!((over.status, over.code().as_str()), (409, "notifications.is_over"));
}
