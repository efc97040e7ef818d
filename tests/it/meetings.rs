//! Meetings as people notice them: who is told, when enough are there, what is written down, and what comes of it.

use std::io::Read;

use chrono::Duration;
use mulin_entity::{
    kernel::{Job, Role, Scope},
    meetings::job::Remind,
    tenancy::job::SetUp,
};
use mulin_tests::{Answer, Community, Member, Street, TestApp};
use serde_json::{Value, json};

struct Scene {
    app: TestApp,
    street: Street,
    community: Community,
    admin: Member,
    staff: Member,
    guests: [Member; 2],
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China.
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let (admin, staff) = (app.member(&community, Role::CommunityAdmin).await, app.member(&community, Role::Staff).await);
        let guests = [app.member(&community, Role::GridWorker).await, app.member(&community, Role::Property).await];
        let scene = Self { app, street, community, admin, staff, guests };
        scene.run(&SetUp {}).await;
        scene
    }

    async fn run<J: Job>(&self, job: &J) {
        let tx = self.app.db().write(&Scope::job(self.community.id, "test")).await.unwrap();
        tx.enqueue(job).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }

    fn plan(&self, place: &str) -> Value {
        json!({
            "kind": "hearing", "title": "加装电梯听证会", "place": place, "starts_at": "2026-03-10T06:00:00Z", "ends_at": "2026-03-10T08:00:00Z",
            "agenda": ["说明方案", " ", "表决"], "quorum": 2
        })
    }

    async fn meeting(&self) -> Value {
        let meeting = self.app.post(&self.staff.token, "/api/v1/meetings", self.plan("议事厅")).await.expect(201);
        for guest in &self.guests {
            let invitation = json!({"member_id": guest.id});
            self.app.post(&self.staff.token, &path(&meeting, "/invitations"), invitation).await.expect(200);
        }
        meeting
    }

    async fn see(&self, meeting: &Value) -> Value {
        self.app.get(&self.staff.token, &path(meeting, "")).await.expect(200)
    }

    async fn act(&self, meeting: &Value, act: &str) -> Answer {
        let revision = self.see(meeting).await["revision"].clone();
        self.app.post(&self.staff.token, &path(meeting, "/act"), json!({"act": act, "note": "停水", "revision": revision})).await
    }

    async fn tick_off(&self, meeting: &Value, count: usize) {
        let occasion = meeting["occasion_id"].as_str().unwrap();
        let roll = self.app.get(&self.staff.token, &format!("/api/v1/occasions/{occasion}/attendees")).await.items();
        for attendee in roll.iter().take(count) {
            let tick = format!("/api/v1/occasions/{occasion}/attendees/{}/tick", attendee["id"].as_str().unwrap());
            self.app.post(&self.staff.token, &tick, json!({"came": true})).await.expect(200);
        }
    }

    /// A meeting that is under way.
    async fn held(&self) -> Value {
        let meeting = self.meeting().await;
        self.act(&meeting, "call").await.expect(200);
        self.app.set_clock("2026-03-10T06:00:00Z".parse().unwrap()).await;
        self.tick_off(&meeting, 2).await;
        self.act(&meeting, "hold").await.expect(200)
    }

    async fn told(&self, who: &Member) -> Vec<String> {
        self.app.work().await;
        self.app.mails_to(&who.email).into_iter().map(|mail| mail.subject().to_owned()).collect()
    }
}

fn path(meeting: &Value, rest: &str) -> String {
    format!("/api/v1/meetings/{}{rest}", meeting["id"].as_str().unwrap())
}

#[tokio::test]
async fn those_who_are_invited_hear_of_it_of_its_move_and_the_day_before() {
    let scene = Scene::set().await;
    let templates = scene.app.get(&scene.staff.token, "/api/v1/meetings/templates").await.expect(200);
    assert_eq!(templates.as_array().map(Vec::len), Some(4));
    let empty = scene.app.post(&scene.staff.token, "/api/v1/meetings", scene.plan("议事厅")).await.expect(201);
    assert_eq!(empty["agenda"], json!(["说明方案", "表决"]));
    assert_eq!(scene.act(&empty, "call").await.code(), "meetings.nobody_invited");
    let meeting = scene.meeting().await;
    assert!(scene.told(&scene.guests[0]).await.is_empty(), "it is only prepared");
    scene.act(&meeting, "call").await.expect(200);
    assert_eq!(scene.told(&scene.guests[0]).await, ["会议通知：加装电梯听证会"]);
    let mail = scene.app.mails_to(&scene.guests[0].email);
    assert!(mail[0].body.contains("议事厅") && mail[0].body.contains("表决"), "{}", mail[0].body);

    let mut moved = scene.plan("三楼会议室");
    moved["revision"] = scene.see(&meeting).await["revision"].clone();
    scene.app.put(&scene.staff.token, &path(&meeting, ""), moved).await.expect(200);
    scene.run(&Remind { planned_at: scene.app.now() }).await;
    let told = scene.told(&scene.guests[1]).await;
    assert_eq!(told[1..], ["时间或地点有变：加装电梯听证会", "明天开会：加装电梯听证会"]);
    scene.act(&meeting, "cancel").await.expect(200);
    assert!(scene.told(&scene.guests[1]).await.last().unwrap().contains("会议取消"));
    assert_eq!(scene.act(&meeting, "call").await.code(), "meetings.wrong_stage");
}

#[tokio::test]
async fn it_is_held_only_with_a_quorum() {
    let scene = Scene::set().await;
    let meeting = scene.meeting().await;
    assert_eq!(scene.act(&meeting, "hold").await.code(), "meetings.wrong_stage", "nobody was told");
    scene.act(&meeting, "call").await.expect(200);
    scene.app.set_clock("2026-03-10T06:00:00Z".parse().unwrap()).await;
    scene.tick_off(&meeting, 1).await;
    assert_eq!(scene.act(&meeting, "hold").await.code(), "meetings.no_quorum");
    let occasion = format!("/api/v1/occasions/{}", meeting["occasion_id"].as_str().unwrap());
    let code = scene.app.get(&scene.staff.token, &format!("{occasion}/code")).await.expect(200)["code"].clone();
    for guest in &scene.guests {
        let scan = json!({"code": code, "nonce": guest.id});
        scene.app.post(&guest.token, &format!("{occasion}/mine/check-in"), scan).await.expect(200);
    }
    let held = scene.act(&meeting, "hold").await.expect(200);
    assert_eq!((held["stage"].as_str(), held["present"].as_i64()), (Some("held"), Some(2)));
    scene.app.work().await;
    let street = scene.app.street_admin(&scene.street).await;
    let totals = scene.app.get(&street.token, "/api/v1/street/dashboard").await.expect(200)["totals"].clone();
    assert_eq!(totals["meetings.held"], 1);
}

#[tokio::test]
async fn minutes_are_looked_over_and_published_once() {
    let scene = Scene::set().await;
    let meeting = scene.held().await;
    let write = async |state: &str, text: &str| {
        let revision = scene.see(&meeting).await["revision"].clone();
        let minutes = json!({"minutes": text, "state": state, "revision": revision});
        scene.app.put(&scene.staff.token, &path(&meeting, "/minutes"), minutes).await
    };
    write("draft", "代表发言十二人次。").await.expect(200);
    let publish = async || {
        let revision = scene.see(&meeting).await["revision"].clone();
        scene.app.post(&scene.admin.token, &path(&meeting, "/publication"), json!({"revision": revision})).await
    };
    assert_eq!(publish().await.code(), "meetings.wrong_stage", "nobody handed it in");
    assert_eq!(scene.app.get(&scene.guests[0].token, &path(&meeting, "")).await.expect(200).get("minutes"), None);
    scene.app.advance(Duration::days(2)).await;
    scene.run(&Remind { planned_at: scene.app.now() }).await;
    assert!(scene.told(&scene.admin).await.is_empty());
    scene.app.advance(Duration::days(1)).await;
    scene.run(&Remind { planned_at: scene.app.now() }).await;
    assert_eq!(scene.told(&scene.admin).await, ["会议纪要还没有发布：加装电梯听证会"]);

    write("review", "代表发言十二人次，多数同意。").await.expect(200);
    assert_eq!(scene.app.post(&scene.staff.token, &path(&meeting, "/publication"), json!({"revision": 1})).await.status, 403);
    publish().await.expect(200);
    assert_eq!(write("draft", "改一改").await.code(), "meetings.published");
    assert!(scene.told(&scene.guests[0]).await.last().unwrap().contains("会议纪要已发布"));
    let seen = scene.app.get(&scene.guests[0].token, &path(&meeting, "")).await.expect(200);
    assert_eq!(seen["minutes"], "代表发言十二人次，多数同意。");
}

#[tokio::test]
async fn a_resolution_becomes_a_matter_and_reports_back_and_all_of_it_is_kept() {
    let scene = Scene::set().await;
    let meeting = scene.held().await;
    let resolution = json!({"words": "3号楼2单元加装电梯，费用按楼层分摊", "in_favour": 18, "against": 2, "abstained": 1});
    let resolved = scene.app.post(&scene.staff.token, &path(&meeting, "/resolutions"), resolution).await.expect(201);
    let resolution = path(&meeting, &format!("/resolutions/{}/matter", resolved["resolutions"][0]["id"].as_str().unwrap()));
    let kinds = scene.app.get(&scene.staff.token, "/api/v1/matter-kinds").await.items();
    let taking = json!({"kind_id": kinds[1]["id"], "member_id": scene.staff.id});
    let taken = scene.app.post(&scene.staff.token, &resolution, taking.clone()).await.expect(200);
    assert_eq!(taken["resolutions"][0]["matter_stage"], "open");
    assert_eq!(scene.app.post(&scene.staff.token, &resolution, taking).await.code(), "meetings.matter_already");

    let matter = format!("/api/v1/matters/{}", taken["resolutions"][0]["matter_id"].as_str().unwrap());
    let seen = scene.app.get(&scene.staff.token, &matter).await.expect(200);
    assert_eq!((seen["source"].as_str(), seen["assignment"]["holder_id"].clone()), (Some("meeting"), json!(scene.staff.id)));
    let done = json!({"deed": "complete", "note": "已签约", "revision": seen["assignment"]["revision"]});
    scene.app.post(&scene.staff.token, &format!("{matter}/deeds"), done).await.expect(200);
    let seen = scene.see(&meeting).await;
    assert_eq!(
        (seen["resolutions"][0]["matter_stage"].as_str(), seen["resolutions"][0]["matter_result"].as_str()),
        (Some("done"), Some("已签约"))
    );

    let kept = scene.app.get(&scene.staff.token, &path(&meeting, "/archive")).await;
    assert!(kept.header("content-disposition").contains(".docx"), "{}", kept.header("content-disposition"));
    let mut text = String::new();
    let mut document = zip::ZipArchive::new(std::io::Cursor::new(kept.bytes.clone())).unwrap();
    document.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    for words in ["加装电梯听证会", "民主听证会", "表决", "费用按楼层分摊", "赞成 18"] {
        assert!(text.contains(words), "{words} is missing");
    }
}
