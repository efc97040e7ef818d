//! What is sent, to whom, and what the ledger says about it.

use mulin_entity::{
    kernel::{Actor, Role, Scope},
    notifications::service::{Intent, Recipient, Urgency, send},
};
use mulin_tests::{Community, TestApp};
use serde_json::json;
use uuid::Uuid;

async fn scene() -> (TestApp, Community) {
    let app = TestApp::start().await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004024").await;
    (app, community)
}

async fn invite(app: &TestApp, community: &Community, to: Recipient, dedupe: &str) {
    let tx = app.db().write(&Scope { community: community.id, actor: Actor::System }).await.unwrap();
    let facts = json!({
        "community": "江南春色社区", "role": "grid-worker", "inviter": "张书记",
        "path": "/invitations/s3cret", "expires_at": "2026-03-12T01:00:00Z",
    });
    let intent = Intent {
        template: "tenancy.member_invitation",
        to,
        facts,
        urgency: Urgency::Urgent,
        dedupe: dedupe.to_owned(),
        rule: "tenancy.member_invitation",
        subject: None,
    };
    send(&tx, intent).await.unwrap();
    tx.commit().await.unwrap();
}

fn guest() -> Recipient {
    Recipient::Address { email: "li.na@example.org".to_owned(), name: "李娜".to_owned(), locale: "zh-CN".to_owned() }
}

#[tokio::test]
async fn a_message_arrives_once_however_often_it_is_asked_for() {
    let (app, community) = scene().await;
    let before = app.mails().len();
    invite(&app, &community, guest(), "one").await;
    invite(&app, &community, guest(), "one").await;
    app.work().await;
    app.work().await;
    let mails = app.mails_to("li.na@example.org");
    assert_eq!((mails.len(), app.mails().len()), (1, before + 1));
    assert_eq!(mails[0].subject(), "张书记邀请您加入江南春色社区");
    assert!(mails[0].body.contains("/invitations/s3cret"), "{}", mails[0].body);
    assert!(mails[0].body.contains("网格员"));
}

#[tokio::test]
async fn somebody_who_was_disabled_gets_nothing_and_the_ledger_says_why() {
    let (app, community) = scene().await;
    let admin = app.member(&community, Role::CommunityAdmin).await;
    let worker = app.member(&community, Role::GridWorker).await;
    app.patch(&admin.token, &format!("/api/v1/members/{}", worker.id), json!({ "active": false })).await.expect(200);
    app.work().await;
    let before = app.mails().len();
    invite(&app, &community, Recipient::Member { id: worker.id }, "gone").await;
    app.work().await;
    assert_eq!(app.mails().len(), before);
    let ledger = app.get(&admin.token, "/api/v1/deliveries?state=suppressed").await.expect(200);
    assert_eq!(ledger["items"][0]["reason"], "recipient_disabled", "{ledger}");
}

#[tokio::test]
async fn the_ledger_shows_the_letter_without_the_link_that_opens_an_account() {
    let (app, community) = scene().await;
    let admin = app.member(&community, Role::CommunityAdmin).await;
    app.work().await;
    invite(&app, &community, guest(), "shown").await;
    let waiting = app.get(&admin.token, "/api/v1/deliveries?template=tenancy.member_invitation&state=queued").await.expect(200);
    assert_eq!(waiting["items"].as_array().map(Vec::len), Some(1), "{waiting}");
    app.work().await;
    let ledger = app.get(&admin.token, "/api/v1/deliveries?to=李娜").await.expect(200);
    let entry = &ledger["items"][0];
    assert_eq!((&entry["state"], &entry["address_masked"]), (&json!("accepted"), &json!("l***@example.org")), "{ledger}");
    assert_eq!(entry["attempts"].as_array().map(Vec::len), Some(1));
    let id = entry["id"].as_str().unwrap();
    let detail = app.get(&admin.token, &format!("/api/v1/deliveries/{id}")).await.expect(200);
    let body = detail["body"].as_str().unwrap();
    assert!(body.contains("张书记") && !body.contains("s3cret"), "{body}");
}

#[tokio::test]
async fn a_fact_that_is_missing_is_seen_by_the_operator_and_sent_again_once_it_is_mended() {
    let (app, community) = scene().await;
    let operator = app.operator().await;
    let tx = app.db().write(&Scope { community: community.id, actor: Actor::System }).await.unwrap();
    let intent = Intent {
        template: "tenancy.member_invitation",
        to: guest(),
        facts: json!({ "community": "江南春色社区" }),
        urgency: Urgency::Urgent,
        dedupe: "hole".to_owned(),
        rule: "tenancy.member_invitation",
        subject: None,
    };
    send(&tx, intent).await.unwrap();
    tx.commit().await.unwrap();
    app.work().await;
    assert_eq!(app.mails_to("li.na@example.org").len(), 0, "a letter with a hole helps nobody");
    let buried = app.get(&operator.token, "/api/v1/jobs?state=buried").await.expect(200);
    let job = buried["items"][0].clone();
    assert_eq!(job["kind"], "notifications.deliver", "{buried}");
    assert!(!buried.to_string().contains("江南"), "the operator sees no facts: {buried}");
    let replay = format!("/api/v1/jobs/{}/replay", job["id"].as_str().unwrap());
    app.post(&operator.token, &replay, json!(null)).await.expect(204);
    assert_eq!(app.get(&operator.token, "/api/v1/jobs?state=buried").await.expect(200)["items"], json!([]));
    app.post(&operator.token, &replay, json!(null)).await.expect(404);
    app.post(&operator.token, &format!("/api/v1/jobs/{}/replay", Uuid::nil()), json!(null)).await.expect(404);
}
