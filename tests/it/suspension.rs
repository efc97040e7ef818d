//! Who administers a street; streets and communities that are suspended and come back.

use chrono::Duration;
use mulin_entity::{kernel::Role, people::Tier};
use mulin_tests::{ANONYMOUS, TestApp};
use serde_json::{Value, json};

use crate::visits_scene::{DIGEST, Scene};

const PASSWORD: &str = "邻里守望 2026";

async fn joins(app: &TestApp, address: &str) -> String {
    app.work().await;
    let secret = app.mails_to(address).last().and_then(mulin_tests::Mail::token).expect("a link");
    let joined = app.post(ANONYMOUS, &format!("/api/v1/invitations/{secret}/accept"), json!({ "password": PASSWORD })).await.expect(201);
    joined["token"].as_str().expect("a token").to_owned()
}

fn because(reason: &str) -> Value {
    json!({ "reason": reason })
}

#[tokio::test]
async fn a_street_is_never_without_an_administrator() {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let first = app.street_admin(&street).await;
    let admins = || async { app.get(&first.token, "/api/v1/street/admins").await.items() };
    let own = admins().await[0]["id"].as_str().unwrap().to_owned();
    let disable = async |token: &str, id: &str| app.patch(token, &format!("/api/v1/street/admins/{id}"), json!({ "active": false })).await;

    assert_eq!(disable(&first.token, &own).await.code(), "tenancy.last_street_admin");
    let guest = json!({ "email": "chen@example.org", "name": "陈主任" });
    let invited = app.post(&first.token, "/api/v1/street/admins/invitations", guest.clone()).await.expect(201);
    assert_eq!((&invited["state"], &invited["own"]), (&json!("invited"), &json!(false)));
    assert_eq!(disable(&first.token, &own).await.code(), "tenancy.last_street_admin", "an invitation is not yet an administrator");
    assert_eq!(disable(&first.token, invited["id"].as_str().unwrap()).await.code(), "tenancy.not_joined_yet");

    let second = joins(&app, "chen@example.org").await;
    disable(&second, &own).await.expect(200);

    app.get(&first.token, "/api/v1/street/admins").await.expect(401);
    let admins = app.get(&second, "/api/v1/street/admins").await.items();
    let others: Vec<_> = admins.iter().filter(|admin| admin["own"] == false).map(|admin| admin["state"].clone()).collect();
    assert_eq!((admins.len(), others), (2, vec![json!("disabled")]));
    assert_eq!(
        app.post(&second, "/api/v1/street/admins/invitations", json!({ "email": first.email, "name": "李" })).await.code(),
        "tenancy.member_disabled"
    );
    app.patch(&second, &format!("/api/v1/street/admins/{own}"), json!({ "active": true })).await.expect(200);
    app.get(&app.session(first.account).await, "/api/v1/street/admins").await.expect(200);
}

#[tokio::test]
async fn an_invitation_to_a_street_can_be_taken_back() {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let admin = app.street_admin(&street).await;
    let guest = json!({ "email": "chen@example.org", "name": "陈主任" });
    let invited = app.post(&admin.token, "/api/v1/street/admins/invitations", guest).await.expect(201);
    app.work().await;
    let secret = app.mails_to("chen@example.org").last().and_then(mulin_tests::Mail::token).expect("a link");

    let path = format!("/api/v1/street/admins/invitations/{}", invited["id"].as_str().unwrap());
    app.delete(&admin.token, &path).await.expect(204);

    app.get(ANONYMOUS, &format!("/api/v1/invitations/{secret}")).await.expect(410);
    assert_eq!(app.get(&admin.token, "/api/v1/street/admins").await.items().len(), 1);
}

#[tokio::test]
async fn a_suspended_community_rests_and_loses_nothing() {
    let scene = Scene::set().await;
    let (app, worker) = (&scene.app, &scene.east.worker);
    let street = app.street_admin(&scene.street).await;
    let elder = scene.elder(&scene.east, "王桂芬", Tier::Red, ("1", 2, "201")).await;
    let planned = scene.visits_of(elder, "planned").await.len();
    let base = format!("/api/v1/communities/{}", scene.community.id);
    app.post(&street.token, &format!("{base}/suspend"), because("整改")).await.expect(200);
    let before = app.mails().len();

    let refused = app.get(&worker.token, "/api/v1/visits/today").await;
    assert_eq!((refused.status, refused.code().as_str()), (403, "tenancy.community_suspended"));
    assert!(refused.json()["title"].as_str().unwrap().contains("暂停"), "{}", refused.text());
    let english = app.send(reqwest::Method::GET, &worker.token, "/api/v1/visits/today", |request| request.header("accept-language", "en"));
    assert!(english.await.json()["title"].as_str().unwrap().contains("suspended"));
    assert_eq!(app.get(&worker.token, "/api/v1/me").await.expect(200)["memberships"][0]["community"]["state"], "suspended");
    let listed = app.get(&street.token, "/api/v1/communities").await.items();
    assert_eq!((&listed[0]["state"], &listed[0]["suspended_reason"]), (&json!("suspended"), &json!("整改")));
    for _ in 0..3 {
        app.advance(Duration::days(1)).await;
        app.work().await;
    }
    assert_eq!(app.mails().len(), before, "a community that rests sends nothing");

    app.post(&street.token, &format!("{base}/resume"), Value::Null).await.expect(200);
    app.work().await;

    assert!(!scene.mails(DIGEST, worker).is_empty(), "the morning's list comes once it is back");
    assert!(scene.visits_of(elder, "planned").await.len() >= planned, "nothing that was planned is lost");
    assert!(app.get(&worker.token, "/api/v1/visits/today").await.items().iter().any(|item| item["person"]["name"] == "王桂芬"));
    let book = app.get(&scene.admin.token, "/api/v1/audit").await.items();
    let deeds: Vec<_> = book.iter().filter_map(|entry| entry["action"].as_str()).filter(|deed| deed.contains("_community")).collect();
    assert_eq!(deeds, ["tenancy.resume_community", "tenancy.suspend_community"]);
}

#[tokio::test]
async fn a_suspended_street_rests_with_all_its_communities() {
    let scene = Scene::set().await;
    let app = &scene.app;
    let (street, operator) = (app.street_admin(&scene.street).await, app.operator().await);
    let other = app.community(&scene.street, "120113004017").await;
    let others = app.member(&other, Role::Staff).await;
    app.post(&street.token, &format!("/api/v1/communities/{}/suspend", other.id), because("整改")).await.expect(200);
    let base = format!("/api/v1/streets/{}", scene.street.id);

    app.post(&operator.token, &format!("{base}/suspend"), because("欠费")).await.expect(200);
    assert_eq!(app.post(&operator.token, &format!("{base}/suspend"), because("再来")).await.code(), "tenancy.step_impossible");

    assert_eq!(app.get(&street.token, "/api/v1/signups").await.code(), "tenancy.street_suspended");
    assert_eq!(app.get(&scene.admin.token, "/api/v1/members").await.code(), "tenancy.street_suspended");
    assert_eq!(app.get(&others.token, "/api/v1/members").await.code(), "tenancy.community_suspended");
    assert_eq!(app.get(&street.token, "/api/v1/me").await.expect(200)["street"]["state"], "suspended");

    let back = app.post(&operator.token, &format!("{base}/resume"), Value::Null).await.expect(200);
    assert_eq!((&back["state"], &back["communities"]), (&json!("active"), &json!(2)));
    app.get(&street.token, "/api/v1/signups").await.expect(200);
    app.get(&scene.admin.token, "/api/v1/members").await.expect(200);
    assert_eq!(app.get(&others.token, "/api/v1/members").await.code(), "tenancy.community_suspended", "the street had suspended it itself");
}

#[tokio::test]
async fn whoever_belongs_to_two_communities_goes_on_in_the_other() {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let (one, two) = (app.community(&street, "120113004024").await, app.community(&street, "120113004017").await);
    let staff = app.member(&one, Role::Staff).await;
    app.join(&staff, &two, Role::Staff).await;
    let admin = app.street_admin(&street).await;
    app.get(&staff.token, "/api/v1/members").await.expect(400);

    app.post(&admin.token, &format!("/api/v1/communities/{}/suspend", one.id), because("整改")).await.expect(200);

    app.get(&staff.token, "/api/v1/members").await.expect(200);
    let named = app.send(reqwest::Method::GET, &staff.token, "/api/v1/members", |request| request.header("mulin-community", &one.code));
    assert_eq!(named.await.code(), "tenancy.community_suspended");
}

#[tokio::test]
async fn another_street_suspends_nothing_here() {
    let scene = Scene::set().await;
    let stranger = scene.app.street_admin(&scene.app.street("120113005").await).await;
    let path = format!("/api/v1/communities/{}/suspend", scene.community.id);
    scene.app.post(&stranger.token, &path, because("误操作")).await.expect(404);
    scene.app.get(&scene.admin.token, "/api/v1/members").await.expect(200);
}
