//! What a street hands down, as people notice it: who is told, what counts as late, and that another street's communities hear nothing.

use chrono::Duration;
use mulin_entity::{
    directives::job::Remind,
    kernel::{Job, Role, Scope},
    tenancy::job::SetUp,
};
use mulin_tests::{Answer, Community, Member, Street, TestApp};
use serde_json::{Value, json};

struct Scene {
    app: TestApp,
    street: Street,
    communities: [Community; 2],
    boss: Member,
    admins: [Member; 2],
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China.
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let communities = [app.community(&street, "120113004024").await, app.community(&street, "120113004017").await];
        let boss = app.street_admin(&street).await;
        let admins = [app.member(&communities[0], Role::CommunityAdmin).await, app.member(&communities[1], Role::CommunityAdmin).await];
        let scene = Self { app, street, communities, boss, admins };
        scene.run(&SetUp {}).await;
        scene
    }

    async fn run<J: Job>(&self, job: &J) {
        let tx = self.app.db().write(&Scope::job(self.communities[0].id, "test")).await.unwrap();
        tx.enqueue(job).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }

    async fn send(&self, order: Value) -> Answer {
        self.app.post(&self.boss.token, "/api/v1/street/directives", order).await
    }

    async fn task(&self) -> Value {
        let task = json!({"kind": "task", "title": "燃气检查", "body": "逐户检查燃气软管。", "due_on": "2026-03-12"});
        self.send(task).await.expect(201)
    }

    /// The latest copy of a community.
    async fn copy(&self, admin: &Member) -> Value {
        self.app.get(&admin.token, "/api/v1/directives").await.items().remove(0)
    }

    async fn act(&self, admin: &Member, act: &str, answer: &str) -> Answer {
        let copy = self.copy(admin).await;
        let path = format!("/api/v1/directives/{}/act", copy["id"].as_str().unwrap());
        self.app.post(&admin.token, &path, json!({"act": act, "answer": answer, "revision": copy["revision"]})).await
    }

    async fn judge(&self, sent: &Value, community: &Community, act: &str, remark: &str) -> Answer {
        let path = format!("/api/v1/street/directives/{}/communities/{}/act", sent["id"].as_str().unwrap(), community.code);
        self.app.post(&self.boss.token, &path, json!({"act": act, "remark": remark})).await
    }

    async fn see(&self, sent: &Value) -> Value {
        self.app.get(&self.boss.token, &format!("/api/v1/street/directives/{}", sent["id"].as_str().unwrap())).await.expect(200)
    }

    async fn told(&self, who: &Member) -> Vec<String> {
        self.app.work().await;
        self.app.mails_to(&who.email).into_iter().map(|mail| mail.subject().to_owned()).collect()
    }
}

/// What is wrong with the first field that is.
fn fault(answer: &Answer) -> String {
    answer.json()["fields"][0]["code"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_task_is_acknowledged_reported_returned_and_accepted() {
    let scene = Scene::set().await;
    let [first, second] = &scene.admins;
    let sent = scene.task().await;
    assert_eq!(sent["communities"].as_array().map(Vec::len), Some(2));
    assert_eq!(scene.told(first).await, ["街道任务：燃气检查"]);
    assert!(scene.app.mails_to(&first.email)[0].body.contains("逐户检查"));
    assert_eq!(fault(&scene.act(first, "report", " ").await), "directives.answer_wanted");
    scene.act(first, "acknowledge", "").await.expect(200);
    assert_eq!(scene.act(first, "acknowledge", "").await.code(), "directives.wrong_state");
    scene.act(first, "report", "检查 40 户").await.expect(200);
    assert_eq!(fault(&scene.judge(&sent, &scene.communities[0], "return", "").await), "directives.reason_wanted");
    let returned = scene.judge(&sent, &scene.communities[0], "return", "缺整改户数").await.expect(200);
    let states: Vec<_> = returned["communities"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap()).collect();
    assert!(states.contains(&"returned") && states.contains(&"sent"), "{states:?}");
    assert_eq!(scene.told(first).await.last().unwrap(), "街道退回：燃气检查");
    scene.act(first, "report", "检查 40 户，整改 3 户").await.expect(200);
    scene.judge(&sent, &scene.communities[0], "accept", "").await.expect(200);
    assert_eq!(scene.judge(&sent, &scene.communities[0], "accept", "").await.code(), "directives.wrong_state");
    assert!(scene.told(&scene.boss).await.is_empty(), "one community is missing");
    // Whoever does it at once has read it.
    scene.act(second, "report", "检查 12 户").await.expect(200);
    assert_eq!(scene.told(&scene.boss).await, ["各社区已全部反馈：燃气检查"]);
    assert!(scene.see(&sent).await["complete_at"].is_string());
}

#[tokio::test]
async fn whoever_is_late_is_reminded_once_a_day_and_urged_by_the_street() {
    let scene = Scene::set().await;
    let [first, second] = &scene.admins;
    let sent = scene.task().await;
    scene.run(&Remind { planned_at: scene.app.now() }).await;
    assert_eq!(scene.told(first).await.len(), 1, "it came today");
    scene.app.set_clock("2026-03-10T01:00:00Z".parse().unwrap()).await;
    for minutes in [0, 10] {
        scene.run(&Remind { planned_at: scene.app.now() + Duration::minutes(minutes) }).await;
    }
    assert_eq!(scene.told(first).await[1..], ["街道交办：1 项待办"], "nobody acknowledged it");
    scene.app.set_clock("2026-03-13T01:00:00Z".parse().unwrap()).await;
    let seen = scene.see(&sent).await;
    assert!(seen["communities"].as_array().unwrap().iter().all(|one| one["late"] == true));
    let before = scene.told(second).await.len();
    for _ in 0..2 {
        let urge = format!("/api/v1/street/directives/{}/urge", sent["id"].as_str().unwrap());
        assert_eq!(scene.app.post(&scene.boss.token, &urge, Value::Null).await.expect(200)["communities"], 2);
    }
    assert_eq!(scene.told(second).await[before..], ["街道催办：燃气检查"]);
    let figures = scene.app.get(&first.token, "/api/v1/dashboard").await.expect(200);
    let tile = |name: &str| figures["tiles"].as_array().unwrap().iter().find(|tile| tile["measure"] == name).unwrap()["value"].clone();
    assert_eq!((tile("directives.received"), tile("directives.open")), (json!(1), json!(1)));
}

#[tokio::test]
async fn a_notice_is_only_read_and_what_is_taken_back_is_over() {
    let scene = Scene::set().await;
    let [first, second] = &scene.admins;
    let only = json!({"kind": "notice", "title": "值班安排", "communities": [scene.communities[0].code]});
    let sent = scene.send(only).await.expect(201);
    assert_eq!(scene.told(first).await, ["街道通知：值班安排"]);
    assert!(scene.app.get(&second.token, "/api/v1/directives").await.items().is_empty(), "it was not meant for them");
    assert_eq!(scene.act(first, "report", "看过了").await.code(), "directives.wrong_state");
    let path = format!("/api/v1/street/directives/{}/withdraw", sent["id"].as_str().unwrap());
    assert_eq!(fault(&scene.app.post(&scene.boss.token, &path, json!({"reason": "　"})).await), "directives.reason_wanted");
    scene.app.post(&scene.boss.token, &path, json!({"reason": "日期有误"})).await.expect(200);
    assert_eq!(scene.copy(first).await["state"], "withdrawn");
    assert_eq!(scene.app.get(&first.token, "/api/v1/directives?open=true").await.items().len(), 0);
    assert_eq!(scene.told(first).await.last().unwrap(), "街道撤回：值班安排");
}

#[tokio::test]
async fn a_task_becomes_a_matter_with_clocks_of_its_own() {
    let scene = Scene::set().await;
    let first = &scene.admins[0];
    scene.task().await;
    let copy = scene.copy(first).await;
    let kinds = scene.app.get(&first.token, "/api/v1/matter-kinds").await.items();
    let path = format!("/api/v1/directives/{}/matter", copy["id"].as_str().unwrap());
    let wish = json!({"kind_id": kinds[0]["id"], "member_id": first.id});
    let taken = scene.app.post(&first.token, &path, wish.clone()).await.expect(200);
    assert_eq!(taken["state"], "acknowledged");
    let matter = scene.app.get(&first.token, &format!("/api/v1/matters/{}", taken["matter_id"].as_str().unwrap())).await.expect(200);
    assert_eq!((&matter["title"], &matter["source"]), (&json!("燃气检查"), &json!("street")));
    assert_eq!(scene.app.post(&first.token, &path, wish).await.code(), "directives.matter_already");
}

#[tokio::test]
async fn a_street_speaks_to_its_own_communities_only() {
    let scene = Scene::set().await;
    let other = scene.app.street("110101001").await;
    let theirs = scene.app.community(&other, "110101001001").await;
    let stranger = scene.app.street_admin(&other).await;
    let foreign = json!({"kind": "notice", "title": "值班安排", "communities": [theirs.code]});
    assert_eq!(fault(&scene.send(foreign).await), "directives.community_unknown");
    assert_eq!(fault(&scene.send(json!({"kind": "task", "title": "x"})).await), "directives.day_wanted");
    let sent = scene.task().await;
    let path = format!("/api/v1/street/directives/{}", sent["id"].as_str().unwrap());
    assert_eq!(scene.app.get(&stranger.token, &path).await.status, 404);
    assert!(scene.app.get(&stranger.token, "/api/v1/street/directives").await.items().is_empty());
    assert_eq!(scene.street.code, "120113004");
}
