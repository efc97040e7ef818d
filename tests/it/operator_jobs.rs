//! What the operator sees of the queue, and may do with it: figures, errors and masked payloads, on both databases.

use std::time::Duration;

use futures::future::join_all;
use mulin_entity::{
    kernel::{
        PLATFORM,
        queue::{self, Claimed, Past, Verdict},
    },
    notifications::job::Deliver,
};
use mulin_tests::TestApp;
use serde_json::json;
use uuid::Uuid;

async fn ask(app: &TestApp, numbers: std::ops::Range<u128>) {
    let jobs: Vec<Deliver> = numbers.map(|number| Deliver { message: Uuid::from_u128(number) }).collect();
    queue::ask(app.db(), PLATFORM, &jobs).await.unwrap();
}

async fn bury(app: &TestApp, most: u64) -> Vec<Claimed> {
    let taken = queue::claim(app.db(), most, Duration::from_secs(15), Past::Clean).await.unwrap();
    for job in &taken {
        queue::settle(app.db(), job, &Verdict::Bury { error: "no such template".to_owned() }).await.unwrap();
    }
    taken
}

#[tokio::test]
async fn the_operator_sees_each_kind_in_figures_and_what_failed_without_a_name() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    ask(&app, 0..5).await;
    bury(&app, 2).await;
    app.advance(chrono::Duration::minutes(3)).await;
    let queues = app.get(&operator.token, "/api/v1/queues").await.expect(200);
    let deliver = queues["items"].as_array().unwrap().iter().find(|queue| queue["kind"] == "notifications.deliver").unwrap();
    assert_eq!((&deliver["ready"], &deliver["running"], &deliver["buried"]), (&json!(3), &json!(0), &json!(2)), "{deliver}");
    assert_eq!(deliver["oldest_due_at"], "2026-03-09T01:00:00+00:00");
    let buried = app.get(&operator.token, "/api/v1/jobs?kind=notifications.deliver&limit=1").await.expect(200);
    assert_eq!((&buried["items"][0]["last_error"], buried["next"].is_string()), (&json!("no such template"), true));
    let id = buried["items"][0]["id"].as_str().unwrap();
    let shown = app.get(&operator.token, &format!("/api/v1/jobs/{id}")).await.expect(200);
    assert!(shown["payload"]["message"].is_string(), "{shown}");
    app.work().await;
    let queues = app.get(&operator.token, "/api/v1/queues").await.expect(200);
    let deliver = queues["items"].as_array().unwrap().iter().find(|queue| queue["kind"] == "notifications.deliver").unwrap();
    assert!(deliver["done_last_hour"].as_i64().unwrap() + deliver["buried_last_hour"].as_i64().unwrap() >= 3, "{deliver}");
}

#[tokio::test]
async fn buried_jobs_run_again_once_however_often_that_is_asked_for() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    ask(&app, 0..40).await;
    let buried = bury(&app, 40).await;
    let all = |_| app.post(&operator.token, "/api/v1/job-replays", json!({ "kind": "notifications.deliver" }));
    let replayed: u64 = join_all((0..5).map(all)).await.into_iter().map(|answer| answer.expect(200)["replayed"].as_u64().unwrap()).sum();
    assert_eq!(replayed, 40);
    app.post(&operator.token, &format!("/api/v1/jobs/{}/replay", buried[0].id), json!(null)).await.expect(404);
    let taken = queue::claim(app.db(), 100, Duration::from_secs(15), Past::Clean).await.unwrap();
    assert_eq!(taken.len(), 40, "each once");
    app.post(&operator.token, &format!("/api/v1/jobs/{}/cancel", taken[0].id), json!(null)).await.expect(409);
    queue::settle(app.db(), &taken[0], &Verdict::Return).await.unwrap();
    app.post(&operator.token, &format!("/api/v1/jobs/{}/cancel", taken[0].id), json!(null)).await.expect(204);
    assert!(queue::claim(app.db(), 100, Duration::from_secs(15), Past::Clean).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_operator_sees_whose_jobs_they_are_and_looks_at_one_community() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let street = app.street("120113004").await;
    let (ours, theirs) = (app.community(&street, "120113004024").await, app.community(&street, "120113004017").await);
    for (community, numbers) in [(PLATFORM, 0..1), (ours.id, 1..3), (theirs.id, 3..4)] {
        let jobs: Vec<Deliver> = numbers.map(|number| Deliver { message: Uuid::from_u128(number) }).collect();
        queue::ask(app.db(), community, &jobs).await.unwrap();
    }
    bury(&app, 10).await;
    let names = async |community: Uuid| {
        let jobs = app.get(&operator.token, &format!("/api/v1/jobs?community_id={community}")).await.items();
        jobs.iter().map(|job| job["community"].as_str().unwrap_or("-").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(ours.id).await, ["120113004024社区", "120113004024社区"]);
    assert_eq!(names(PLATFORM).await, ["-"], "the platform is no community");
    let queues = app.get(&operator.token, &format!("/api/v1/queues?community_id={}", ours.id)).await.items();
    assert_eq!(queues.iter().find(|queue| queue["kind"] == "notifications.deliver").unwrap()["buried"], 2);

    let found = app.get(&operator.token, "/api/v1/communities?named=4024").await.items();
    assert_eq!(found.iter().map(|one| one["code"].as_str().unwrap()).collect::<Vec<_>>(), ["120113004024"]);
    let replayed = app.post(&operator.token, "/api/v1/job-replays", json!({ "community_id": ours.id })).await.expect(200);
    assert_eq!((replayed["replayed"].clone(), names(theirs.id).await.len()), (json!(2), 1));
}
