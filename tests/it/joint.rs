//! Joint activities as people notice them: who is invited, what they promise, what they really bring, and who hears of it.

use chrono::Duration;
use mulin_entity::{
    kernel::{Role, Scope},
    partners::job::Remind,
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
    /// Speaks for the hospital.
    partner: Member,
    hospital: Value,
    school: Value,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China: two units, of which one has somebody here.
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let staff = app.member(&community, Role::Staff).await;
        let partner = app.member(&community, Role::Partner).await;
        let hospital = json!({"name": "区中医医院", "kind": "institution", "member_id": partner.id, "contact_phone": "13800001111"});
        let hospital = app.post(&staff.token, "/api/v1/partners", hospital).await.expect(201);
        let school = app.post(&staff.token, "/api/v1/partners", json!({"name": "红山小学", "kind": "institution"})).await.expect(201);
        Self { app, street, community, staff, partner, hospital, school }
    }

    /// On Monday, 16 March, at nine, with both units.
    async fn plan(&self) -> Value {
        let activity = json!({
            "title": "联合义诊", "theme": "敬老", "place": "党群服务中心", "starts_at": "2026-03-16T01:00:00Z", "ends_at": "2026-03-16T04:00:00Z",
            "owner_id": self.staff.id, "expected": 60, "units": [self.hospital["id"], self.school["id"]]
        });
        self.app.post(&self.staff.token, "/api/v1/joint-activities", activity).await.expect(201)
    }

    async fn see(&self, who: &Member, activity: &Value) -> Value {
        self.app.get(&who.token, &at(activity)).await.expect(200)
    }

    /// What `who` says for `unit`.
    async fn answer(&self, who: &Member, activity: &Value, unit: &Value, mut said: Value) -> Answer {
        let seen = self.see(&self.staff, activity).await;
        said["revision"] = of(&seen, unit)["revision"].clone();
        self.app.post(&who.token, &format!("{}/units/{}/answer", at(activity), unit["id"].as_str().unwrap()), said).await
    }

    async fn act(&self, activity: &Value, mut deed: Value) -> Answer {
        deed["revision"] = self.see(&self.staff, activity).await["revision"].clone();
        self.app.post(&self.staff.token, &format!("{}/act", at(activity)), deed).await
    }

    async fn told(&self, whom: &Member) -> Vec<String> {
        self.app.work().await;
        self.app.mails_to(&whom.email).iter().map(|mail| mail.subject().to_owned()).filter(|subject| subject.contains("联合义诊")).collect()
    }

    /// What the street sees of the whole of it, and of its only community.
    async fn figure(&self, measure: &str) -> (Option<i64>, Option<i64>) {
        self.app.work().await;
        let admin = self.app.street_admin(&self.street).await;
        let seen = self.app.get(&admin.token, "/api/v1/street/dashboard").await.expect(200);
        (seen["totals"][measure].as_i64(), seen["communities"][0]["measures"][measure].as_i64())
    }
}

fn at(activity: &Value) -> String {
    format!("/api/v1/joint-activities/{}", activity["id"].as_str().unwrap())
}

fn of<'a>(activity: &'a Value, unit: &Value) -> &'a Value {
    activity["invitations"].as_array().unwrap().iter().find(|one| one["unit_id"] == unit["id"]).expect("an invitation")
}

#[tokio::test]
async fn a_unit_promises_something_takes_part_and_counts_for_the_street() {
    let scene = Scene::set().await;
    let activity = scene.plan().await;
    assert_eq!(scene.told(&scene.partner).await, ["共建邀请：联合义诊"]);
    let own = scene.see(&scene.partner, &activity).await;
    assert_eq!((own["invitations"].as_array().unwrap().len(), own.get("turnout")), (1, None), "a unit sees itself");
    assert_eq!(own["invitations"][0].get("contact_phone"), None);
    assert_eq!(of(&activity, &scene.hospital)["contact_phone"], "13800001111", "the office sees whom to call");

    let nothing = scene.answer(&scene.partner, &activity, &scene.hospital, json!({"act": "accept"})).await;
    assert_eq!((nothing.status, nothing.json()["fields"][0]["code"].as_str()), (422, Some("partners.contribution_wanted")));
    let pledge = json!({"act": "accept", "people": 5, "money": 120_000, "expertise": "中医推拿"});
    let said = scene.answer(&scene.partner, &activity, &scene.hospital, pledge).await.expect(200);
    assert_eq!((said["invitations"][0]["state"].as_str(), said["own_state"].as_str()), (Some("accepted"), Some("accepted")));
    assert_eq!(scene.told(&scene.staff).await, ["区中医医院参加共建：联合义诊"]);
    let early = scene.act(&activity, json!({"act": "hold", "served": 70, "note": "早了"})).await;
    assert_eq!(early.code(), "partners.not_begun");

    scene.app.set_clock("2026-03-17T02:00:00Z".parse().unwrap()).await;
    let brought = json!({"act": "confirm", "people": 4, "money": 100_000, "expertise": "中医推拿"});
    assert_eq!(
        scene.answer(&scene.staff, &activity, &scene.hospital, brought.clone()).await.code(),
        "partners.wrong_state",
        "it is not held yet"
    );
    assert_eq!(scene.act(&activity, json!({"act": "hold", "served": 70, "note": " "})).await.status, 422);
    let held = scene.act(&activity, json!({"act": "hold", "served": 71, "note": "建档二十份"})).await.expect(200);
    assert_eq!((held["stage"].as_str(), held["held_on"].as_str()), (Some("held"), Some("2026-03-16")), "on the day on which it was");
    assert_eq!(
        scene.answer(&scene.partner, &activity, &scene.hospital, brought.clone()).await.code(),
        "partners.for_the_office",
        "nobody says of themselves what they brought"
    );
    let seen = scene.answer(&scene.staff, &activity, &scene.hospital, brought).await.expect(200);
    let hospital = of(&seen, &scene.hospital);
    assert_eq!((hospital["pledged"]["people"].as_i64(), hospital["brought"]["people"].as_i64()), (Some(5), Some(4)));
    assert_eq!(seen["turnout"], json!({"invited": 2, "accepted": 1, "took_part": 1}));
    let photo = Form::new().part("file", Part::bytes(PIXEL).file_name("x.png"));
    scene.app.upload(&scene.partner.token, &format!("{}/photos", at(&activity)), photo).await.expect(201);
    assert_eq!(scene.see(&scene.staff, &activity).await["photos"].as_array().map(Vec::len), Some(1));

    assert_eq!(scene.figure("partners.joint_held").await, (Some(1), Some(1)));
    assert_eq!(scene.figure("partners.joint_served").await, (Some(71), Some(71)));
    let street = scene.app.street_admin(&scene.street).await;
    let rates = scene.app.get(&street.token, "/api/v1/street/partners").await.expect(200);
    let rate = |name: &str| rates.as_array().unwrap().iter().find(|rate| rate["name"] == name).expect("a rate").clone();
    let counts = |rate: Value| ["calls", "invited", "accepted", "took_part"].map(|key| rate[key].as_i64().unwrap());
    assert_eq!(counts(rate("区中医医院")), [0, 1, 1, 1]);
    assert_eq!(counts(rate("红山小学")), [0, 1, 0, 0]);
}

#[tokio::test]
async fn whoever_takes_part_is_reminded_on_the_last_day_of_work_before() {
    let scene = Scene::set().await;
    let activity = scene.plan().await;
    scene.answer(&scene.partner, &activity, &scene.hospital, json!({"act": "accept", "people": 5})).await.expect(200);
    let remind = async |day: &str| {
        scene.app.set_clock(format!("{day}T01:00:00Z").parse().unwrap()).await;
        let tx = scene.app.db().write(&Scope::job(scene.community.id, "test")).await.unwrap();
        tx.enqueue(&Remind { planned_at: scene.app.now() }).await.unwrap();
        tx.commit().await.unwrap();
        let soon = |subjects: Vec<String>| subjects.iter().filter(|subject| subject.contains("就要开始")).count();
        (soon(scene.told(&scene.partner).await), soon(scene.told(&scene.staff).await))
    };
    assert_eq!(remind("2026-03-12").await, (0, 0), "there is a day of work between");
    assert_eq!(remind("2026-03-13").await, (1, 1), "on Friday of Monday's");
    assert_eq!(remind("2026-03-13").await, (1, 1), "once");
}

#[tokio::test]
async fn what_is_called_off_is_told_to_those_who_would_have_come() {
    let scene = Scene::set().await;
    let activity = scene.plan().await;
    assert_eq!(scene.told(&scene.partner).await.len(), 1);
    let declined = scene.answer(&scene.staff, &activity, &scene.school, json!({"act": "decline"})).await;
    assert_eq!(declined.status, 422, "why?");
    scene.answer(&scene.staff, &activity, &scene.school, json!({"act": "decline", "note": "期中考试"})).await.expect(200);
    scene.answer(&scene.partner, &activity, &scene.hospital, json!({"act": "accept", "people": 5})).await.expect(200);
    let moved = json!({
        "title": "联合义诊", "place": "夏园", "starts_at": "2026-03-16T01:00:00Z", "ends_at": "2026-03-16T04:00:00Z", "revision": 1
    });
    scene.app.put(&scene.staff.token, &at(&activity), moved).await.expect(200);
    assert_eq!(scene.told(&scene.partner).await.last().unwrap(), "时间或地点有变：联合义诊");
    scene.act(&activity, json!({"act": "cancel", "note": "暴雨预警"})).await.expect(200);
    assert_eq!(scene.told(&scene.partner).await.last().unwrap(), "共建活动取消：联合义诊");
    assert!(scene.app.mails_to(&scene.partner.email).last().unwrap().body.contains("暴雨预警"));
    assert_eq!(
        scene.answer(&scene.partner, &activity, &scene.hospital, json!({"act": "accept", "people": 1})).await.code(),
        "partners.wrong_state"
    );
    assert_eq!(scene.figure("partners.joint_held").await.0.unwrap_or_default(), 0);
}

#[tokio::test]
async fn a_unit_sees_what_invites_it_and_answers_for_nobody_else() {
    let scene = Scene::set().await;
    let activity = scene.plan().await;
    let alone = json!({
        "title": "少年课堂", "starts_at": "2026-03-18T01:00:00Z", "ends_at": "2026-03-18T04:00:00Z", "units": [scene.school["id"]]
    });
    let alone = scene.app.post(&scene.staff.token, "/api/v1/joint-activities", alone).await.expect(201);
    scene.app.get(&scene.partner.token, &at(&alone)).await.expect(404);
    let seen = scene.app.get(&scene.partner.token, "/api/v1/joint-activities").await.items();
    assert_eq!((seen.len(), seen[0]["title"].as_str(), seen[0]["own_state"].as_str()), (1, Some("联合义诊"), Some("invited")));
    assert_eq!(scene.app.get(&scene.staff.token, "/api/v1/joint-activities").await.items().len(), 2);
    assert_eq!(scene.answer(&scene.partner, &activity, &scene.school, json!({"act": "accept", "people": 1})).await.status, 404);
    let stranger = scene.app.member(&scene.community, Role::Partner).await;
    scene.app.get(&stranger.token, &at(&activity)).await.expect(404);

    let invite =
        async |unit: &Value| scene.app.post(&scene.staff.token, &format!("{}/units", at(&alone)), json!({"unit_id": unit["id"]})).await;
    invite(&scene.hospital).await.expect(200);
    assert_eq!(invite(&scene.hospital).await.code(), "partners.invited_already");
    scene.app.get(&scene.partner.token, &at(&alone)).await.expect(200);
}

#[tokio::test]
async fn an_activity_comes_from_an_entry_that_somebody_has_claimed() {
    let scene = Scene::set().await;
    let offer = json!({"list": "project", "title": "口袋公园认养"});
    let offer = scene.app.post(&scene.staff.token, "/api/v1/offers", offer).await.expect(201);
    let (starts_at, ends_at) = (scene.app.now() + Duration::days(2), scene.app.now() + Duration::days(3));
    let plan = json!({"title": "认养日", "starts_at": starts_at, "ends_at": ends_at, "offer_id": offer["id"]});
    let refused = scene.app.post(&scene.staff.token, "/api/v1/joint-activities", plan.clone()).await;
    assert_eq!((refused.status, refused.json()["fields"][0]["code"].as_str()), (422, Some("partners.offer_not_claimed")));
    let claim = json!({"act": "claim", "revision": 1});
    scene.app.post(&scene.partner.token, &format!("/api/v1/offers/{}/act", offer["id"].as_str().unwrap()), claim).await.expect(200);
    let planned = scene.app.post(&scene.staff.token, "/api/v1/joint-activities", plan).await.expect(201);
    assert_eq!(planned["offer"], "口袋公园认养");
    let backwards = json!({"title": "x", "starts_at": ends_at, "ends_at": starts_at});
    assert_eq!(scene.app.post(&scene.staff.token, "/api/v1/joint-activities", backwards).await.status, 422);
}
