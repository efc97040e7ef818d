//! When somebody is told something, by which way, and how one finds out why not.

use chrono::{DateTime, Utc};
use futures::StreamExt;
use mulin_entity::{
    kernel::{Actor, Role, Scope},
    notifications::service::{Intent, Recipient, Urgency, send},
};
use mulin_tests::{ANONYMOUS, Community, Member, TestApp, client};
use serde_json::{Value, json};

struct Scene {
    app: TestApp,
    community: Community,
    admin: Member,
    worker: Member,
}

async fn scene_at(now: &str) -> Scene {
    let app = TestApp::start_at(at(now)).await;
    let street = app.street("120113004").await;
    let community = app.community(&street, "120113004024").await;
    let (admin, worker) = (app.member(&community, Role::CommunityAdmin).await, app.member(&community, Role::GridWorker).await);
    app.work().await;
    Scene { app, community, admin, worker }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

impl Scene {
    /// Tells the worker what is to be done, as the morning list would.
    async fn tell(&self, template: &'static str, urgency: Urgency, dedupe: &str) {
        let tx = self.app.db().write(&Scope { community: self.community.id, actor: Actor::System }).await.unwrap();
        let intent = Intent {
            template,
            to: Recipient::Member { id: self.worker.id },
            facts: json!({ "community": "江南春色社区", "day": "2026-03-10", "visits": [], "path": "/visits/today" }),
            urgency,
            dedupe: dedupe.to_owned(),
            rule: template,
            subject: None,
        };
        send(&tx, intent).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }

    fn mails(&self) -> Vec<mulin_tests::Mail> {
        self.app.mails_to(&self.worker.email)
    }

    async fn unread(&self) -> Value {
        self.app.get(&self.worker.token, "/api/v1/inbox/unread").await.expect(200)["unread"].clone()
    }

    async fn trace_of(&self, state: &str) -> Value {
        let list = self.app.get(&self.admin.token, &format!("/api/v1/deliveries?state={state}")).await.expect(200);
        let id = list["items"][0]["id"].as_str().unwrap_or_else(|| panic!("{list}")).to_owned();
        self.app.get(&self.admin.token, &format!("/api/v1/deliveries/{id}/trace")).await.expect(200)
    }

    async fn policy(&self, change: Value) {
        let mut policy = self.app.get(&self.admin.token, "/api/v1/message-policies").await.expect(200);
        for (name, value) in change.as_object().unwrap() {
            policy[name] = value.clone();
        }
        self.app.put(&self.admin.token, "/api/v1/message-policies", policy).await.expect(200);
    }
}

#[tokio::test]
async fn at_three_in_the_morning_nobody_is_woken_and_the_inbox_has_it_all_the_same() {
    let scene = scene_at("2026-03-09T19:00:00Z").await;
    scene.tell("visits.nudge", Urgency::Normal, "night").await;
    assert_eq!((scene.mails().len(), scene.unread().await), (0, json!(1)));
    let trace = scene.trace_of("queued").await;
    assert_eq!((&trace["steps"][0]["step"], &trace["steps"][0]["reason"]), (&json!("held"), &json!("quiet_hours")), "{trace}");
    let until: DateTime<Utc> = at(trace["steps"][0]["until"].as_str().unwrap());
    assert!((at("2026-03-09T23:30:00Z")..=at("2026-03-09T23:50:00Z")).contains(&until), "{until}");
    scene.app.set_clock(until - chrono::Duration::seconds(1)).await;
    scene.app.work().await;
    assert_eq!(scene.mails().len(), 0);
    scene.app.set_clock(until).await;
    scene.app.work().await;
    assert_eq!(scene.mails().len(), 1);
}

#[tokio::test]
async fn what_cannot_wait_is_sent_at_night_and_the_ledger_says_so() {
    let scene = scene_at("2026-03-09T19:00:00Z").await;
    scene.tell("visits.nudge", Urgency::Urgent, "night").await;
    assert_eq!(scene.mails().len(), 1);
    let trace = scene.trace_of("accepted").await;
    let steps: Vec<_> = trace["steps"].as_array().unwrap().iter().map(|step| step["step"].as_str().unwrap()).collect();
    assert_eq!((steps, &trace["urgency"]), (vec!["bypassed"], &json!("urgent")), "{trace}");
}

#[tokio::test]
async fn thirty_messages_of_a_night_become_one_in_the_morning() {
    let scene = scene_at("2026-03-09T15:00:00Z").await;
    for number in 0..30 {
        scene.tell("visits.nudge", Urgency::Normal, &format!("night {number}")).await;
    }
    scene.app.set_clock(at("2026-03-10T00:00:00Z")).await;
    scene.app.work().await;
    let mails = scene.mails();
    assert_eq!(mails.len(), 1, "{:?}", mails.iter().map(|mail| mail.subject().to_owned()).collect::<Vec<_>>());
    assert_eq!(mails[0].subject(), "有 30 条消息等您查看");
    assert_eq!(scene.unread().await, json!(30), "the summary does not count itself");
    let trace = scene.trace_of("suppressed").await;
    assert_eq!((&trace["message"]["reason"], &trace["steps"][1]["step"]), (&json!("in_summary"), &json!("summed_up")), "{trace}");
}

#[tokio::test]
async fn one_person_gets_no_more_than_the_cap_and_the_rest_waits_for_the_next_morning() {
    let scene = scene_at("2026-03-09T01:00:00Z").await;
    scene.policy(json!({ "daily_cap": 2 })).await;
    for number in 0..4 {
        scene.tell("visits.nudge", Urgency::Normal, &format!("much {number}")).await;
    }
    assert_eq!(scene.mails().len(), 2);
    assert_eq!(scene.trace_of("queued").await["steps"][0]["reason"], "daily_cap");
    scene.tell("visits.nudge", Urgency::Urgent, "much and urgent").await;
    assert_eq!(scene.mails().len(), 3);
}

#[tokio::test]
async fn a_community_that_tries_things_out_tells_its_guests_only() {
    let scene = scene_at("2026-03-09T01:00:00Z").await;
    scene.policy(json!({ "trial": true, "guests": [] })).await;
    scene.tell("visits.nudge", Urgency::Urgent, "trial").await;
    assert_eq!((scene.mails().len(), scene.unread().await), (0, json!(1)));
    assert_eq!(scene.trace_of("suppressed").await["message"]["reason"], "trial_mode");
    scene.policy(json!({ "guests": [scene.worker.id] })).await;
    scene.tell("visits.nudge", Urgency::Urgent, "guest").await;
    assert_eq!(scene.mails().len(), 1);
}

#[tokio::test]
async fn one_click_stops_what_is_no_duty_and_only_that() {
    let scene = scene_at("2026-03-09T01:00:00Z").await;
    scene.tell("visits.digest", Urgency::Normal, "first").await;
    let header = scene.mails()[0].header("List-Unsubscribe").to_owned();
    assert_eq!(scene.mails()[0].header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    let path = header.trim_matches(['<', '>']).split_once("/api/").map(|(_, path)| format!("/api/{path}")).expect("a link");
    let page = scene.app.get(ANONYMOUS, &path).await;
    assert!(page.status == 200 && page.text().contains("退订"), "{}", page.text());
    scene.tell("visits.digest", Urgency::Normal, "a scanner opened the link").await;
    assert_eq!(scene.mails().len(), 2, "opening a link changes nothing");
    let form = |request: reqwest::RequestBuilder| request.form(&[("List-Unsubscribe", "One-Click")]);
    assert_eq!(scene.app.send(reqwest::Method::POST, ANONYMOUS, &path, form).await.status, 200);
    scene.tell("visits.digest", Urgency::Normal, "stopped").await;
    scene.tell("visits.nudge", Urgency::Normal, "a duty").await;
    let mails = scene.mails();
    assert_eq!((mails.len(), mails[2].header("List-Unsubscribe")), (3, ""));
    let mut forged = path.clone().into_bytes();
    let last = forged.len() - 3;
    forged[last] = if forged[last] == b'A' { b'B' } else { b'A' };
    scene.app.post(ANONYMOUS, &String::from_utf8(forged).unwrap(), Value::Null).await.expect(404);
    let muted = json!({ "muted": true, "ways": [] });
    scene.app.put(&scene.worker.token, "/api/v1/message-preferences/visits.nudge", muted).await.expect(422);
}

#[tokio::test]
async fn everybody_reads_why_a_message_came_to_them_and_nobody_why_it_came_to_others() {
    let scene = scene_at("2026-03-09T19:00:00Z").await;
    scene.tell("visits.nudge", Urgency::Urgent, "night").await;
    let entry = scene.app.get(&scene.worker.token, "/api/v1/inbox").await.items().remove(0);
    let path = format!("/api/v1/inbox/{}/trace", entry["id"].as_str().unwrap());
    let story = scene.app.get(&scene.worker.token, &path).await.expect(200);
    assert_eq!((&story["rule"], &story["urgency"], &story["state"]), (&json!("visits.nudge"), &json!("urgent"), &json!("accepted")));
    assert_eq!((&story["steps"][0]["step"], &story["tries"][0]["channel"]), (&json!("bypassed"), &json!("mail")), "{story}");
    let shown = story["tries"][0]["address_masked"].as_str().unwrap();
    assert!(shown.contains("***") && !story.to_string().contains(&scene.worker.email), "{story}");
    for nobodys in ["message", "subject_id", "reference", "recipient_name"] {
        assert!(!story.to_string().contains(&format!("\"{nobodys}\"")), "{nobodys}: {story}");
    }
    // Also not to whoever may see the whole ledger: it is not their inbox.
    scene.app.get(&scene.admin.token, &path).await.expect(404);
    let of_the_message = format!("/api/v1/inbox/{}/trace", entry["message_id"].as_str().unwrap());
    scene.app.get(&scene.worker.token, &of_the_message).await.expect(404);
}

#[tokio::test]
async fn a_community_says_how_much_it_sends_in_a_day_and_takes_it_back() {
    let scene = scene_at("2026-03-09T01:00:00Z").await;
    scene.policy(json!({ "daily_quota": 1 })).await;
    scene.tell("visits.nudge", Urgency::Normal, "first").await;
    scene.tell("visits.nudge", Urgency::Normal, "second").await;
    assert_eq!((scene.mails().len(), &scene.trace_of("queued").await["steps"][0]["reason"]), (1, &json!("daily_quota")));
    let mut policy = scene.app.get(&scene.admin.token, "/api/v1/message-policies").await.expect(200);
    policy["daily_quota"] = json!(0);
    let refused = scene.app.put(&scene.admin.token, "/api/v1/message-policies", policy.clone()).await.expect(422);
    assert_eq!(refused["fields"][0]["field"], "daily_quota");
    policy.as_object_mut().unwrap().remove("daily_quota");
    let open = scene.app.put(&scene.admin.token, "/api/v1/message-policies", policy).await.expect(200);
    assert!(open["daily_quota"].is_null(), "{open}");
    scene.tell("visits.nudge", Urgency::Normal, "third").await;
    assert_eq!(scene.mails().len(), 2);
}

#[tokio::test]
async fn the_inbox_counts_live_what_is_unread() {
    let scene = scene_at("2026-03-09T01:00:00Z").await;
    scene.tell("visits.nudge", Urgency::Normal, "one").await;
    let url = format!("http://{}/api/v1/inbox/live", scene.app.address);
    let live = client().build().unwrap().get(url).bearer_auth(&scene.worker.token).send().await.unwrap();
    assert_eq!(live.headers()["content-type"], "text/event-stream");
    let mut events = live.bytes_stream();
    let mut next = async || String::from_utf8(events.next().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(next().await.contains(r#"{"unread":1}"#));
    scene.tell("visits.nudge", Urgency::Normal, "two").await;
    assert!(next().await.contains(r#"{"unread":2}"#));
    let list = scene.app.get(&scene.worker.token, "/api/v1/inbox").await.expect(200);
    assert_eq!(list["items"][0]["path"], "/visits/today", "{list}");
    let read = format!("/api/v1/inbox/{}/read", list["items"][0]["id"].as_str().unwrap());
    scene.app.post(&scene.admin.token, &read, Value::Null).await.expect(404);
    scene.app.post(&scene.worker.token, &read, Value::Null).await.expect(204);
    assert!(next().await.contains(r#"{"unread":1}"#));
    scene.app.post(&scene.worker.token, "/api/v1/inbox/read", Value::Null).await.expect(204);
    assert_eq!(scene.unread().await, json!(0));
}
