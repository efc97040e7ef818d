//! Projects as people notice them: their course, what they stand on, what everybody may see, who is reminded.

use chrono::Duration;
use mulin_entity::{
    kernel::{Role, Scope},
    projects::job::Remind,
};
use mulin_tests::{ANONYMOUS, Answer, Community, Member, Street, TestApp};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::evidence::PIXEL;

struct Scene {
    app: TestApp,
    street: Street,
    community: Community,
    admin: Member,
    staff: Member,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China.
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let (admin, staff) = (app.member(&community, Role::CommunityAdmin).await, app.member(&community, Role::Staff).await);
        Self { app, street, community, admin, staff }
    }

    async fn project(&self) -> Value {
        let plan = json!({
            "kind": "renovation", "name": "南园凉亭", "place": "南园", "summary": "给老人一个歇脚的地方。", "owner_id": self.staff.id,
            "starts_on": "2026-03-02", "due_on": "2026-04-30", "budget": 8_000_000
        });
        self.app.post(&self.staff.token, "/api/v1/projects", plan).await.expect(201)
    }

    async fn act(&self, project: &Value, act: &str, note: &str) -> Answer {
        let at = path(project, "");
        let revision = self.app.get(&self.admin.token, &at).await.expect(200)["revision"].clone();
        self.app.post(&self.admin.token, &format!("{at}/advance"), json!({"act": act, "note": note, "revision": revision})).await
    }

    async fn remind(&self) {
        let tx = self.app.db().write(&Scope::job(self.community.id, "test")).await.unwrap();
        tx.enqueue(&Remind { planned_at: self.app.now() }).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }
}

fn path(project: &Value, rest: &str) -> String {
    format!("/api/v1/projects/{}{rest}", project["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_project_is_accepted_only_with_its_milestones_reached_and_a_photo_of_how_it_was_left() {
    let scene = Scene::set().await;
    let project = scene.project().await;
    assert_eq!(project["stage"], "proposed");
    assert_eq!(scene.act(&project, "start", "").await.code(), "projects.wrong_stage", "nobody decided");
    scene.act(&project, "approve", "居民议事会通过").await.expect(200);
    scene.act(&project, "start", "").await.expect(200);
    let milestone = json!({"name": "基础完工", "due_on": "2026-03-20"});
    let milestone = scene.app.post(&scene.staff.token, &path(&project, "/milestones"), milestone).await.expect(201);

    assert_eq!(scene.act(&project, "accept", "").await.code(), "projects.milestone_open");
    let reached = json!({"name": "基础完工", "due_on": "2026-03-20", "done_on": "2026-03-09"});
    let at = path(&project, &format!("/milestones/{}", milestone["id"].as_str().unwrap()));
    scene.app.put(&scene.staff.token, &at, reached).await.expect(200);
    assert_eq!(scene.act(&project, "accept", "").await.code(), "projects.photo_wanted");
    let photo = Form::new().text("moment", "after").part("file", Part::bytes(PIXEL).file_name("x.png"));
    scene.app.upload(&scene.staff.token, &path(&project, "/photos"), photo).await.expect(201);
    let accepted = scene.act(&project, "accept", "五方验收合格").await.expect(200);

    assert_eq!((accepted["stage"].as_str(), accepted["accepted_on"].as_str()), (Some("accepted"), Some("2026-03-09")));
    assert_eq!(scene.act(&project, "follow_up", "").await.code(), "projects.opinion_wanted");
    scene.app.post(&scene.staff.token, &path(&project, "/opinions"), json!({"score": 5, "note": "下棋有地方了"})).await.expect(201);
    let closed = scene.act(&project, "follow_up", "").await.expect(200);
    let course: Vec<&str> = closed["steps"].as_array().unwrap().iter().map(|step| step["stage"].as_str().unwrap()).collect();
    assert_eq!(course, ["proposed", "approved", "building", "accepted", "followed"]);
    assert_eq!(closed["steps"][1]["note"], "居民议事会通过");
    scene.app.work().await;
    let street = scene.app.street_admin(&scene.street).await;
    let seen = scene.app.get(&street.token, "/api/v1/street/dashboard").await.expect(200);
    assert_eq!(seen["totals"]["projects.accepted"], 1);
}

#[tokio::test]
async fn what_is_paid_stays_and_a_mistake_is_taken_back_by_another_line() {
    let scene = Scene::set().await;
    let project = scene.project().await;
    let pay = async |amount: i64| {
        let cost = json!({"on_day": "2026-03-09", "purpose": "木料", "payee": "顺达建材", "amount": amount});
        scene.app.post(&scene.staff.token, &path(&project, "/costs"), cost).await
    };
    assert_eq!(pay(500_000).await.code(), "projects.wrong_stage", "nobody decided to spend anything");
    scene.act(&project, "approve", "").await.expect(200);
    for amount in [500_000, 500_000, -500_000] {
        pay(amount).await.expect(201);
    }
    assert_eq!(pay(0).await.status, 422);

    let told = scene.app.get(&scene.admin.token, &path(&project, "")).await.expect(200);
    assert_eq!((told["spent"].as_i64(), told["costs"].as_array().map(Vec::len)), (Some(500_000), Some(3)));
    scene.app.work().await;
    let street = scene.app.street_admin(&scene.street).await;
    let seen = scene.app.get(&street.token, "/api/v1/street/dashboard").await.expect(200);
    assert_eq!(seen["totals"]["projects.spent"], 5_000, "in yuan");
}

#[tokio::test]
async fn everybody_sees_what_is_shown_and_nothing_else() {
    let scene = Scene::set().await;
    let project = scene.project().await;
    let shown = format!("/api/v1/public/projects/{}", project["id"].as_str().unwrap());
    assert_eq!(scene.app.get(ANONYMOUS, &shown).await.status, 404);

    scene.app.put(&scene.admin.token, &path(&project, "/publication"), json!({"published": true})).await.expect(200);
    let seen = scene.app.get(ANONYMOUS, &shown).await.expect(200);

    assert_eq!(
        (seen["name"].as_str(), seen["stage"].as_str(), seen["budget"].as_i64()),
        (Some("南园凉亭"), Some("proposed"), Some(8_000_000))
    );
    assert!(seen.get("owner").is_none() && seen.get("costs").is_none(), "{seen}");
    scene.app.put(&scene.admin.token, &path(&project, "/publication"), json!({"published": false})).await.expect(200);
    assert_eq!(scene.app.get(ANONYMOUS, &shown).await.status, 404);
}

#[tokio::test]
async fn of_two_who_change_a_project_at_once_the_second_is_told() {
    let scene = Scene::set().await;
    let project = scene.project().await;
    let plan = |name: &str| json!({"kind": "renovation", "name": name, "revision": project["revision"]});
    scene.app.put(&scene.staff.token, &path(&project, ""), plan("南园双亭")).await.expect(200);
    assert_eq!(scene.app.put(&scene.admin.token, &path(&project, ""), plan("南园长廊")).await.code(), "kernel.stale");
    let namesake = json!({"kind": "renovation", "name": "南园双亭"});
    assert_eq!(scene.app.post(&scene.staff.token, "/api/v1/projects", namesake).await.code(), "projects.name_taken");
}

#[tokio::test]
async fn the_owner_is_reminded_of_milestones_until_they_are_reached_and_to_ask_people_afterwards() {
    let scene = Scene::set().await;
    let project = scene.project().await;
    scene.act(&project, "approve", "").await.expect(200);
    let milestone = json!({"name": "基础完工", "due_on": "2026-03-12"});
    let milestone = scene.app.post(&scene.staff.token, &path(&project, "/milestones"), milestone).await.expect(201);
    let reminders = || scene.app.mails_to(&scene.staff.email).iter().filter(|mail| mail.subject().contains("项目提醒")).count();

    scene.remind().await;
    scene.remind().await;
    assert_eq!(reminders(), 1, "three days before, once");
    scene.app.advance(Duration::days(1)).await;
    scene.remind().await;
    assert_eq!(reminders(), 1, "not every day");
    scene.app.advance(Duration::days(4)).await;
    scene.remind().await;
    assert_eq!(reminders(), 2, "late");
    let late = scene.app.get(&scene.admin.token, "/api/v1/projects?late=true").await.items();
    assert_eq!(late.len(), 1);

    let reached = json!({"name": "基础完工", "due_on": "2026-03-12", "done_on": "2026-03-14"});
    let at = path(&project, &format!("/milestones/{}", milestone["id"].as_str().unwrap()));
    scene.app.put(&scene.staff.token, &at, reached).await.expect(200);
    scene.app.advance(Duration::days(4)).await;
    scene.remind().await;
    assert_eq!(reminders(), 2, "reached is reached");
}
