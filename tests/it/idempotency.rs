//! Requests that are sent again under the same key.

use std::sync::Arc;

use futures::future::join_all;
use mulin_entity::kernel::{
    Actor, Db, Role, Scope,
    idempotency::{Answered, Attempt},
};
use mulin_tests::{Answer, Member, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

use crate::people::Scene;

async fn add(scene: &Scene, member: &Member, key: &str, name: &str) -> Answer {
    let resident = json!({"name": name, "address": "3-2-501"});
    scene.app.send(Method::POST, &member.token, "/api/v1/residents", |request| request.header("Idempotency-Key", key).json(&resident)).await
}

async fn named(scene: &Scene, name: &str) -> usize {
    scene.find(&format!("query={name}")).await.len()
}

#[tokio::test]
async fn a_request_that_is_sent_again_is_done_once_and_answered_alike() {
    let scene = Scene::set().await;
    let first = add(&scene, &scene.staff, "k-1", "张秀英").await;
    let again = add(&scene, &scene.staff, "k-1", "张秀英").await;
    assert_eq!(first.header("idempotency-replayed"), "");
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.expect(201), again.expect(201));
    assert_eq!(named(&scene, "张秀英").await, 1);
}

#[tokio::test]
async fn of_fifty_at_once_one_is_done() {
    let scene = Scene::set().await;
    let answers = join_all((0..50).map(|_| add(&scene, &scene.staff, "k-1", "张秀英"))).await;
    assert_eq!(named(&scene, "张秀英").await, 1);
    let id = add(&scene, &scene.staff, "k-1", "张秀英").await.expect(201)["id"].clone();
    for answer in answers {
        match answer.status {
            201 => assert_eq!(answer.json()["id"], id),
            _ => assert_eq!(answer.code(), "kernel.in_flight"),
        }
    }
}

#[tokio::test]
async fn a_key_stands_for_one_request_of_one_person() {
    let scene = Scene::set().await;
    add(&scene, &scene.staff, "k-1", "张秀英").await.expect(201);
    let other = add(&scene, &scene.staff, "k-1", "王建国").await;
    assert_eq!(other.expect(422)["code"], "kernel.key_of_another_request");
    add(&scene, &scene.admin, "k-1", "王建国").await.expect(201);
    assert_eq!(named(&scene, "王建国").await, 1);
    assert_eq!(add(&scene, &scene.staff, "有空格 的", "李四").await.code(), "kernel.key_malformed");
}

#[tokio::test]
async fn a_request_that_failed_may_be_tried_again_under_its_key() {
    let scene = Scene::set().await;
    add(&scene, &scene.staff, "k-1", "").await.expect(422);
    add(&scene, &scene.staff, "k-1", "张秀英").await.expect(201);
    assert_eq!(named(&scene, "张秀英").await, 1);
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let scene = Scene::set().await;
    scene.app.work().await;
    add(&scene, &scene.staff, "k-1", "张秀英").await.expect(201);
    scene.app.advance(chrono::Duration::hours(36)).await;
    scene.app.work().await;
    add(&scene, &scene.staff, "k-1", "王建国").await.expect(201);
}

/// Notes something in the audit book.
async fn mark(attempt: &Arc<Attempt>, db: &Db, scope: &Scope) {
    let noted = attempt.run(async {
        let tx = db.write(scope).await?;
        tx.audit("test.mark", "community", scope.community, Value::Null).await?;
        tx.commit().await
    });
    noted.await.unwrap();
}

async fn marks(app: &TestApp) -> usize {
    use sea_orm::{ConnectionTrait, Statement};
    let noted = Statement::from_string(app.raw.get_database_backend(), "SELECT seq FROM audit_entry WHERE action = 'test.mark'");
    app.raw.query_all_raw(noted).await.unwrap().len()
}

#[tokio::test]
async fn of_two_processes_with_one_key_one_changes_something_together_with_its_answer() {
    let app = TestApp::start().await;
    let other = app.beside().await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004024").await;
    let member = app.member(&community, Role::Staff).await;
    let scope = Scope { community: community.id, actor: Actor::System };
    let answered = |body: &str| Answered { status: 201, media_type: None, body: body.to_owned() };

    let (faster, slower) = (Attempt::new("k-1", vec![1]), Attempt::new("k-1", vec![1]));
    assert_eq!(slower.admit(&other.db, member.account).await.unwrap(), None);
    assert_eq!(faster.admit(app.db(), member.account).await.unwrap(), None);
    mark(&faster, app.db(), &scope).await;
    assert_eq!(marks(&app).await, 0, "the change waits for its answer");
    assert_eq!(faster.succeed(app.db(), Some(&answered("first"))).await.unwrap(), None);
    assert_eq!(marks(&app).await, 1);

    mark(&slower, &other.db, &scope).await;
    let told = slower.succeed(&other.db, Some(&answered("second"))).await.unwrap();
    assert_eq!(told, Some(answered("first")));
    assert_eq!(marks(&app).await, 1, "the second change is undone");
}

#[tokio::test]
async fn a_request_of_two_units_of_work_sees_its_own_first_one() {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004024").await;
    let member = app.member(&community, Role::Staff).await;
    let scope = Scope { community: community.id, actor: Actor::System };
    let attempt = Attempt::new("k-1", vec![1]);
    attempt.admit(app.db(), member.account).await.unwrap();
    mark(&attempt, app.db(), &scope).await;
    mark(&attempt, app.db(), &scope).await;
    assert_eq!(marks(&app).await, 2);
    attempt.succeed(app.db(), None).await.unwrap();
    drop(attempt);
    let again = Attempt::new("k-1", vec![1]).admit(app.db(), member.account).await;
    assert_eq!(again.unwrap_err().code(), "kernel.answer_not_kept");
}
