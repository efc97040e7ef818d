//! Patrols as people notice them: rounds that look at the roster, findings that are put right, and what comes back.

use chrono::Duration;
use mulin_entity::{
    kernel::{Job, Role, Scope},
    patrols::job::Plan,
    tenancy::job::SetUp,
};
use mulin_tests::{Answer, Community, Member, Street, TestApp};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::evidence::PIXEL;

struct Scene {
    app: TestApp,
    street: Street,
    community: Community,
    admin: Member,
    staff: Member,
    worker: Member,
    property: Member,
    point: Value,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China; the worker walks one point every 14 days.
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let (admin, staff) = (app.member(&community, Role::CommunityAdmin).await, app.member(&community, Role::Staff).await);
        let (worker, property) = (app.member(&community, Role::GridWorker).await, app.member(&community, Role::Property).await);
        let grid = json!({"code": "01", "name": "第一网格", "worker_id": worker.id});
        let grid = app.post(&admin.token, "/api/v1/grids", grid).await.expect(201)["id"].clone();
        let point = json!({"name": "3号楼楼道", "place": "2单元", "grid_id": grid, "base_days": 14});
        let point = app.post(&staff.token, "/api/v1/patrol-points", point).await.expect(201);
        let route = json!({"name": "楼道线", "owner_id": worker.id, "point_ids": [point["id"]]});
        app.post(&staff.token, "/api/v1/patrol-routes", route).await.expect(201);
        let scene = Self { app, street, community, admin, staff, worker, property, point };
        scene.run(&SetUp {}).await;
        scene
    }

    async fn run<J: Job>(&self, job: &J) {
        let tx = self.app.db().write(&Scope::job(self.community.id, "test")).await.unwrap();
        tx.enqueue(job).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }

    async fn plan(&self) {
        self.run(&Plan { planned_at: self.app.now() }).await;
    }

    async fn later(&self, days: i64) {
        self.app.advance(Duration::days(days)).await;
        self.plan().await;
    }

    async fn rounds(&self, who: &Member) -> Value {
        self.app.get(&who.token, "/api/v1/patrols/today").await.expect(200)
    }

    async fn look(&self, findings: Value) -> Answer {
        let path = format!("/api/v1/patrol-points/{}/looks", self.point["id"].as_str().unwrap());
        self.app.post(&self.worker.token, &path, json!({"findings": findings})).await
    }

    /// Looks and finds clutter; the finding.
    async fn find(&self) -> String {
        let looked = self.look(json!([{"kind": "clutter", "detail": "纸箱和旧家具"}])).await.expect(201);
        looked["finding_ids"][0].as_str().unwrap().to_owned()
    }

    async fn see(&self, finding: &str) -> Value {
        self.app.get(&self.staff.token, &format!("/api/v1/findings/{finding}")).await.expect(200)
    }

    async fn complete(&self, finding: &str) -> Answer {
        let revision = self.see(finding).await["assignment"]["revision"].clone();
        let deed = json!({"deed": "complete", "note": "已清运", "revision": revision});
        self.app.post(&self.property.token, &format!("/api/v1/findings/{finding}/deeds"), deed).await
    }

    async fn put_right(&self, finding: &str) {
        let photo = Form::new().text("moment", "after").part("file", Part::bytes(PIXEL).file_name("x.png"));
        self.app.upload(&self.property.token, &format!("/api/v1/findings/{finding}/photos"), photo).await.expect(201);
        self.complete(finding).await.expect(200);
    }

    async fn every_days(&self) -> Value {
        let path = format!("/api/v1/patrol-points/{}", self.point["id"].as_str().unwrap());
        self.app.get(&self.staff.token, &path).await.expect(200)["every_days"].clone()
    }

    async fn told(&self, who: &Member) -> Vec<String> {
        self.app.work().await;
        self.app.mails_to(&who.email).into_iter().map(|mail| mail.subject().to_owned()).collect()
    }
}

#[tokio::test]
async fn a_round_is_walked_point_by_point_and_comes_again_when_it_is_due() {
    let scene = Scene::set().await;
    scene.plan().await;
    let rounds = scene.rounds(&scene.worker).await;
    assert_eq!((rounds[0]["state"].as_str(), rounds[0]["left"][0]["name"].as_str()), (Some("planned"), Some("3号楼楼道")));
    assert!(scene.told(&scene.worker).await.iter().any(|subject| subject.contains("今日巡查")));
    let code = scene.point["code"].as_str().unwrap();
    let scanned = scene.app.get(&scene.worker.token, &format!("/api/v1/patrol-codes/{code}")).await.expect(200);
    assert_eq!(scanned["id"], scene.point["id"]);
    assert_eq!(scene.app.get(&scene.worker.token, "/api/v1/patrol-codes/WRONG222").await.status, 404);

    scene.look(json!([])).await.expect(201);
    assert_eq!(scene.rounds(&scene.worker).await[0]["state"], "done");
    scene.later(1).await;
    assert_eq!(scene.rounds(&scene.worker).await.as_array().map(Vec::len), Some(0), "nothing is due");
    scene.later(13).await;
    assert_eq!(scene.rounds(&scene.worker).await.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn whoever_is_away_is_stood_in_for_and_what_nobody_walks_is_told() {
    let scene = Scene::set().await;
    let rule = json!({
        "members": [scene.staff.id, scene.worker.id], "desk": 1, "out": 1, "turn": "week", "anchor": "2026-03-09", "rest": [],
        "opens": "08:30", "closes": "17:30"
    });
    scene.app.put(&scene.admin.token, "/api/v1/duty/rule", rule).await.expect(200);
    let leave = json!({"member_id": scene.worker.id, "from_day": "2026-03-09", "until_day": "2026-03-09"});
    scene.app.post(&scene.admin.token, "/api/v1/duty/leaves", leave).await.expect(201);
    scene.plan().await;
    let round = scene.rounds(&scene.admin).await[0].clone();
    assert_eq!((round["member_id"].clone(), round["reassigned"].clone()), (json!(scene.staff.id), json!(true)));

    scene.later(1).await;
    let rounds = scene.rounds(&scene.worker).await;
    assert_eq!(rounds[0]["left"].as_array().map(Vec::len), Some(1), "what was missed is due again");
    let mail = scene.app.mails_to(&scene.admin.email);
    assert!(mail.last().unwrap().body.contains("没有走完"), "{}", mail.last().unwrap().body);

    for member in [&scene.worker, &scene.staff] {
        let leave = json!({"member_id": member.id, "from_day": "2026-03-11", "until_day": "2026-03-11"});
        scene.app.post(&scene.admin.token, "/api/v1/duty/leaves", leave).await.expect(201);
    }
    scene.later(1).await;
    assert_eq!(scene.rounds(&scene.admin).await[0].get("member_id"), None);
    assert!(scene.app.mails_to(&scene.admin.email).iter().any(|mail| mail.body.contains("没有人当班")));
}

#[tokio::test]
async fn the_property_company_puts_a_finding_right_and_shows_it() {
    let scene = Scene::set().await;
    let finding = scene.find().await;
    let seen = scene.see(&finding).await;
    assert_eq!((seen["state"].as_str(), seen["assignment"]["holder_id"].clone()), (Some("open"), json!(scene.property.id)));
    assert_eq!(seen["assignment"]["title"], "3号楼楼道：楼道堆物");
    assert_eq!(seen["assignment"]["due_at"], "2026-03-12T16:00:00+00:00");
    let mine = scene.app.get(&scene.property.token, "/api/v1/assignments/mine").await.items();
    assert_eq!(mine[0]["subject"], "finding");
    let again = scene.find().await;
    assert_eq!(again, finding, "what is open is not written down twice");

    assert_eq!(scene.complete(&finding).await.code(), "patrols.photo_wanted");
    scene.put_right(&finding).await;
    let seen = scene.see(&finding).await;
    assert_eq!(
        (seen["state"].as_str(), seen["on_time"].as_bool(), seen["cool_until"].as_str()),
        (Some("cooling"), Some(true), Some("2026-03-23"))
    );
    scene.later(13).await;
    assert_eq!(scene.see(&finding).await["state"], "cooling");
    scene.later(1).await;
    assert_eq!(scene.see(&finding).await["state"], "solved");
    let walker = scene.app.member(&scene.community, Role::GridWorker).await;
    let path = format!("/api/v1/patrol-points/{}/looks", scene.point["id"].as_str().unwrap());
    let looked = scene.app.post(&walker.token, &path, json!({"findings": [{"kind": "ads"}]})).await.expect(201);
    let found = format!("/api/v1/findings/{}", looked["finding_ids"][0].as_str().unwrap());
    scene.app.get(&walker.token, &found).await.expect(200);
    let other = scene.app.member(&scene.community, Role::Provider).await;
    assert_eq!(scene.app.get(&other.token, &format!("/api/v1/findings/{finding}")).await.status, 404, "it is not theirs");
}

#[tokio::test]
async fn what_comes_back_is_counted_and_looked_at_more_often() {
    let scene = Scene::set().await;
    let first = scene.find().await;
    scene.put_right(&first).await;
    assert_eq!(scene.every_days().await, 14);
    scene.later(5).await;
    let second = scene.find().await;
    assert_eq!([scene.see(&first).await["state"].clone(), scene.see(&second).await["return_days"].clone()], [json!("returned"), json!(5)]);
    assert_eq!(scene.every_days().await, 7);
    scene.put_right(&second).await;
    scene.later(20).await;
    assert_eq!((scene.see(&second).await["state"].clone(), scene.every_days().await), (json!("solved"), json!(14)));

    scene.find().await;
    let by_kind = scene.app.get(&scene.worker.token, "/api/v1/findings/recurrence?by=kind").await.expect(200);
    assert_eq!(by_kind[0], json!({"name": "clutter", "found": 3, "returned": 2, "median_days": 20}));
    let by_grid = scene.app.get(&scene.worker.token, "/api/v1/findings/recurrence?by=grid").await.expect(200);
    assert_eq!(by_grid[0]["name"], "第一网格");
    assert_eq!(scene.app.get(&scene.worker.token, "/api/v1/findings/recurrence?by=colour").await.status, 422);
    scene.app.work().await;
    let street = scene.app.street_admin(&scene.street).await;
    let totals = scene.app.get(&street.token, "/api/v1/street/dashboard").await.expect(200)["totals"].clone();
    assert_eq!([&totals["patrols.findings"], &totals["patrols.returned"], &totals["patrols.rectified"]], [3, 2, 2]);
}
