//! Campaigns and publicity events as people notice them: what counts, what is looked at more often, what stays as it was.

use chrono::Duration;
use mulin_entity::{
    kernel::{Job, Role, Scope},
    patrols::job::{Plan, Remind},
};
use mulin_tests::{Answer, Community, Member, Street, TestApp};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::evidence::PIXEL;

struct Scene {
    app: TestApp,
    street: Street,
    community: Community,
    staff: Member,
    worker: Member,
    property: Member,
    grid: Value,
    /// In the grid.
    stairs: Value,
    /// In none.
    gate: Value,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China; two points, each looked at every 14 days.
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let admin = app.member(&community, Role::CommunityAdmin).await;
        let (staff, worker) = (app.member(&community, Role::Staff).await, app.member(&community, Role::GridWorker).await);
        let property = app.member(&community, Role::Property).await;
        let grid = json!({"code": "01", "name": "第一网格", "worker_id": worker.id});
        let grid = app.post(&admin.token, "/api/v1/grids", grid).await.expect(201)["id"].clone();
        let point = async |name: &str, grid: Option<&Value>| {
            let point = json!({"name": name, "grid_id": grid, "base_days": 14, "next_on": "2026-03-23"});
            app.post(&staff.token, "/api/v1/patrol-points", point).await.expect(201)
        };
        let (stairs, gate) = (point("3号楼楼道", Some(&grid)).await, point("北门", None).await);
        Self { app, street, community, staff, worker, property, grid, stairs, gate }
    }

    async fn run<J: Job>(&self, job: &J) {
        let tx = self.app.db().write(&Scope::job(self.community.id, "test")).await.unwrap();
        tx.enqueue(job).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }

    /// The morning of a day.
    async fn morning(&self, day: &str) {
        self.app.set_clock(format!("{day}T01:00:00Z").parse().unwrap()).await;
        self.run(&Plan { planned_at: self.app.now() }).await;
    }

    async fn find(&self, point: &Value, kind: &str) -> String {
        let path = format!("/api/v1/patrol-points/{}/looks", point["id"].as_str().unwrap());
        let looked = self.app.post(&self.staff.token, &path, json!({"findings": [{"kind": kind}]})).await.expect(201);
        looked["finding_ids"][0].as_str().unwrap().to_owned()
    }

    async fn put_right(&self, finding: &str) {
        let at = format!("/api/v1/findings/{finding}");
        let photo = Form::new().text("moment", "after").part("file", Part::bytes(PIXEL).file_name("x.png"));
        self.app.upload(&self.property.token, &format!("{at}/photos"), photo).await.expect(201);
        let revision = self.app.get(&self.property.token, &at).await.expect(200)["assignment"]["revision"].clone();
        let deed = json!({"deed": "complete", "note": "已清运", "revision": revision});
        self.app.post(&self.property.token, &format!("{at}/deeds"), deed).await.expect(200);
    }

    async fn plan(&self, campaign: Value) -> Value {
        self.app.post(&self.staff.token, "/api/v1/patrol-campaigns", campaign).await.expect(201)
    }

    async fn see(&self, campaign: &Value) -> Value {
        self.app.get(&self.worker.token, &path(campaign)).await.expect(200)
    }

    async fn act(&self, campaign: &Value, act: &str, note: &str) -> Answer {
        let revision = self.see(campaign).await["revision"].clone();
        self.app.post(&self.staff.token, &format!("{}/act", path(campaign)), json!({"act": act, "note": note, "revision": revision})).await
    }

    /// Every so many days a point is looked at, and when next.
    async fn rhythm(&self, point: &Value) -> (i64, String) {
        let point = self.app.get(&self.staff.token, &format!("/api/v1/patrol-points/{}", point["id"].as_str().unwrap())).await.expect(200);
        (point["every_days"].as_i64().unwrap(), point["next_on"].as_str().unwrap().to_owned())
    }

    async fn told(&self, whom: &Member) -> Vec<String> {
        self.app.work().await;
        self.app.mails_to(&whom.email).iter().map(|mail| mail.subject().to_owned()).collect()
    }

    async fn figures(&self, measures: [&str; 3]) -> [i64; 3] {
        self.app.work().await;
        let admin = self.app.street_admin(&self.street).await;
        let seen = self.app.get(&admin.token, "/api/v1/street/dashboard?from=2026-03-01&to=2026-04-30").await.expect(200);
        measures.map(|measure| seen["totals"][measure].as_i64().unwrap_or_default())
    }
}

fn path(campaign: &Value) -> String {
    format!("/api/v1/patrol-campaigns/{}", campaign["id"].as_str().unwrap())
}

/// Found, put right and come back.
fn tally(line: &Value, window: &str) -> [i64; 3] {
    ["found", "rectified", "returned"].map(|key| line[window][key].as_i64().unwrap())
}

#[tokio::test]
async fn what_is_found_counts_by_itself_and_stays_as_it_was_when_it_is_summed_up() {
    let scene = Scene::set().await;
    let before = scene.find(&scene.stairs, "clutter").await;
    scene.put_right(&before).await;
    scene.app.set_clock("2026-03-12T01:00:00Z".parse().unwrap()).await;
    let campaign = json!({
        "name": "楼道堆物整治", "goal": "清零", "from_day": "2026-03-12", "until_day": "2026-03-21", "kinds": ["clutter"],
        "grid_ids": [scene.grid], "lead_id": scene.worker.id
    });
    let campaign = scene.plan(campaign).await;
    assert_eq!(campaign["stage"], "running", "its first day is there");
    assert!(scene.told(&scene.worker).await.iter().any(|subject| subject.contains("专项行动开始：楼道堆物整治")));
    let again = scene.find(&scene.stairs, "clutter").await;
    scene.find(&scene.stairs, "ads").await;
    scene.find(&scene.gate, "clutter").await;
    scene.put_right(&again).await;
    let seen = scene.see(&campaign).await;
    assert_eq!(seen["lines"].as_array().map(Vec::len), Some(1), "another kind and another place do not count");
    assert_eq!(seen["lines"][0]["grid"], "第一网格");
    assert_eq!((tally(&seen["lines"][0], "before"), tally(&seen["lines"][0], "during")), ([1, 1, 0], [1, 1, 1]));

    scene.morning("2026-03-22").await;
    assert_eq!(scene.see(&campaign).await["stage"], "ended");
    assert!(scene.told(&scene.worker).await.iter().any(|subject| subject.contains("请写总结")));
    assert_eq!(scene.act(&campaign, "close", " ").await.status, 422);
    let closed = scene.act(&campaign, "close", "清零一处，回潮一次").await.expect(200);
    assert_eq!((closed["stage"].as_str(), closed["closed_on"].as_str()), (Some("closed"), Some("2026-03-22")));
    assert_eq!(scene.act(&campaign, "cancel", "晚了").await.code(), "patrols.wrong_stage");

    // What is called off afterwards changes nothing of what was summed up; what comes since is counted beside it.
    let back = scene.find(&scene.stairs, "clutter").await;
    let seen = scene.see(&campaign).await;
    assert_eq!((tally(&seen["lines"][0], "during"), tally(&seen["lines"][0], "after")), ([1, 1, 1], [1, 0, 1]));
    let revision = scene.app.get(&scene.staff.token, &format!("/api/v1/findings/{again}")).await.expect(200)["state"].clone();
    assert_eq!(revision, "returned");
    scene.put_right(&back).await;
    assert_eq!(tally(&scene.see(&campaign).await["lines"][0], "during"), [1, 1, 1]);
    assert_eq!(scene.figures(["patrols.campaigns_closed", "patrols.publicity_held", "patrols.people_reached"]).await, [1, 0, 0]);
}

#[tokio::test]
async fn its_points_are_looked_at_more_often_while_it_runs_and_as_before_afterwards() {
    let scene = Scene::set().await;
    let campaign = json!({
        "name": "楼道整治", "from_day": "2026-03-10", "until_day": "2026-04-05", "point_ids": [scene.stairs["id"]], "denser": true
    });
    let campaign = scene.plan(campaign).await;
    assert_eq!((campaign["stage"].as_str(), scene.rhythm(&scene.stairs).await.0), (Some("planned"), 14));
    scene.morning("2026-03-10").await;
    assert_eq!(scene.see(&campaign).await["stage"], "running");
    assert_eq!(scene.rhythm(&scene.stairs).await, (7, "2026-03-17".to_owned()));
    assert_eq!(scene.rhythm(&scene.gate).await, (14, "2026-03-23".to_owned()), "the campaign does not cover it");

    // It comes back, and then stays away: it finds its way back no further than the campaign wants it.
    let first = scene.find(&scene.stairs, "clutter").await;
    scene.put_right(&first).await;
    let second = scene.find(&scene.stairs, "clutter").await;
    scene.put_right(&second).await;
    assert_eq!(scene.rhythm(&scene.stairs).await.0, 3);
    scene.morning("2026-03-25").await;
    assert_eq!(scene.rhythm(&scene.stairs).await.0, 6);
    scene.morning("2026-04-05").await;
    assert_eq!(scene.see(&campaign).await["stage"], "running", "on its last day");

    // The campaign lets go of what it alone holds; what is denser by returns finds its own way.
    let other =
        json!({"name": "北门整治", "from_day": "2026-04-05", "until_day": "2026-04-10", "point_ids": [scene.gate["id"]], "denser": true});
    let other = scene.plan(other).await;
    assert_eq!(scene.rhythm(&scene.gate).await.0, 7);
    scene.morning("2026-04-11").await;
    assert_eq!((scene.see(&campaign).await["stage"].as_str(), scene.see(&other).await["stage"].as_str()), (Some("ended"), Some("ended")));
    assert_eq!((scene.rhythm(&scene.stairs).await.0, scene.rhythm(&scene.gate).await.0), (6, 14));
}

#[tokio::test]
async fn what_is_implausible_is_refused_with_its_field() {
    let scene = Scene::set().await;
    let refused = async |campaign: Value| {
        let answer = scene.app.post(&scene.staff.token, "/api/v1/patrol-campaigns", campaign).await;
        (answer.status, answer.json()["fields"][0]["code"].as_str().unwrap_or_default().to_owned())
    };
    let over = json!({"name": "x", "from_day": "2026-02-01", "until_day": "2026-03-08"});
    assert_eq!(refused(over).await, (422, "patrols.over_already".to_owned()));
    let backwards = json!({"name": "x", "from_day": "2026-04-01", "until_day": "2026-03-10"});
    assert_eq!(refused(backwards).await, (422, "patrols.period_implausible".to_owned()));
    let unknown = json!({"name": "x", "from_day": "2026-03-09", "until_day": "2026-03-10", "kinds": ["noise"]});
    assert_eq!(refused(unknown).await, (422, "kernel.word_unknown".to_owned()));
    let running = scene.plan(json!({"name": "x", "from_day": "2026-03-09", "until_day": "2026-03-20"})).await;
    let moved = json!({"name": "x", "from_day": "2026-03-11", "until_day": "2026-03-20", "revision": running["revision"]});
    assert_eq!(scene.app.put(&scene.staff.token, &path(&running), moved).await.json()["fields"][0]["code"], "patrols.begun_already");
}

#[tokio::test]
async fn a_publicity_event_is_reminded_of_held_by_whose_it_is_and_counted() {
    let scene = Scene::set().await;
    let campaign = scene.plan(json!({"name": "文明养犬月", "from_day": "2026-03-09", "until_day": "2026-03-31"})).await;
    let event = json!({
        "topic": "文明养犬宣传", "place": "春园广场", "grid_id": scene.grid, "starts_at": "2026-03-11T01:00:00Z", "owner_id": scene.worker.id,
        "campaign_id": campaign["id"], "expected": 60
    });
    let event = scene.app.post(&scene.staff.token, "/api/v1/publicity-events", event).await.expect(201);
    let at = format!("/api/v1/publicity-events/{}", event["id"].as_str().unwrap());
    assert_eq!((event["campaign"].as_str(), event["owner_id"].clone()), (Some("文明养犬月"), json!(scene.worker.id)));
    assert!(scene.told(&scene.worker).await.contains(&"宣传活动由您负责：文明养犬宣传".to_owned()));
    for _ in 0..2 {
        scene.run(&Remind { planned_at: scene.app.now() }).await;
    }
    assert!(!scene.told(&scene.worker).await.iter().any(|subject| subject.contains("明天")), "it is the day after tomorrow");
    scene.app.advance(Duration::days(1)).await;
    for _ in 0..2 {
        scene.run(&Remind { planned_at: scene.app.now() }).await;
    }
    assert_eq!(scene.told(&scene.worker).await.iter().filter(|subject| subject.contains("明天的宣传活动")).count(), 1);

    let hold = json!({"act": "hold", "reached": 83, "materials": 120, "note": "发放拾便袋", "revision": 1});
    let act = format!("{at}/act");
    assert_eq!(scene.app.post(&scene.worker.token, &act, hold.clone()).await.code(), "patrols.not_begun");
    scene.app.advance(Duration::days(1)).await;
    let other = scene.app.member(&scene.community, Role::GridWorker).await;
    assert_eq!(scene.app.post(&other.token, &act, hold.clone()).await.code(), "patrols.not_yours");
    let photo = || Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    assert_eq!(scene.app.upload(&other.token, &format!("{at}/photos"), photo()).await.code(), "patrols.not_yours");
    let held = scene.app.post(&scene.worker.token, &act, hold.clone()).await.expect(200);
    assert_eq!((held["stage"].as_str(), held["held_on"].as_str()), (Some("held"), Some("2026-03-11")));
    scene.app.upload(&scene.worker.token, &format!("{at}/photos"), photo()).await.expect(201);
    assert_eq!(scene.app.post(&scene.staff.token, &act, hold).await.code(), "patrols.wrong_stage");
    let of_campaign = format!("/api/v1/publicity-events?campaign_id={}", campaign["id"].as_str().unwrap());
    assert_eq!(scene.app.get(&scene.worker.token, &of_campaign).await.items().len(), 1);
    assert_eq!(scene.figures(["patrols.publicity_held", "patrols.people_reached", "patrols.campaigns_closed"]).await, [1, 83, 0]);

    let off = json!({"topic": "露天电影", "starts_at": "2026-03-13T11:00:00Z", "owner_id": scene.worker.id});
    let off = scene.app.post(&scene.staff.token, "/api/v1/publicity-events", off).await.expect(201);
    let cancel = json!({"act": "cancel", "note": "有雨", "revision": 1});
    scene.app.post(&scene.staff.token, &format!("/api/v1/publicity-events/{}/act", off["id"].as_str().unwrap()), cancel).await.expect(200);
    assert!(scene.told(&scene.worker).await.contains(&"宣传活动取消：露天电影".to_owned()));
    assert!(scene.app.mails_to(&scene.worker.email).iter().any(|mail| mail.body.contains("有雨")));
}
