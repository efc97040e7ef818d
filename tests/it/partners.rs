//! Partners as people notice them: who is called, who answers and comes in time, and what the lists become.

use chrono::Duration;
use mulin_entity::{
    kernel::{Role, Scope},
    partners::job::Remind,
};
use mulin_tests::{Answer, Community, Member, Street, TestApp};
use serde_json::{Value, json};

struct Scene {
    app: TestApp,
    street: Street,
    community: Community,
    admin: Member,
    staff: Member,
    /// Speaks for the city's works.
    partner: Member,
    works: Value,
    police: Value,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China: two units, of which one has somebody here.
    async fn set() -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let (admin, staff) = (app.member(&community, Role::CommunityAdmin).await, app.member(&community, Role::Staff).await);
        let partner = app.member(&community, Role::Partner).await;
        let works = json!({
            "name": " 区市政工程所 ", "kind": "department", "member_id": partner.id, "contact_name": "周工", "contact_phone": "138 0000 1111",
            "agreement": "井盖与排水", "agreed_on": "2026-01-01", "agreed_until": "2026-12-31"
        });
        let works = app.post(&staff.token, "/api/v1/partners", works).await.expect(201);
        let police = app.post(&staff.token, "/api/v1/partners", json!({"name": "瑞景派出所", "kind": "department"})).await.expect(201);
        Self { app, street, community, admin, staff, partner, works, police }
    }

    async fn blow(&self, kind: &str, units: &[&Value]) -> Value {
        let units: Vec<_> = units.iter().map(|unit| unit["id"].clone()).collect();
        let whistle = json!({"kind": kind, "title": "南门雨水井堵塞", "place": "小区南门", "units": units});
        self.app.post(&self.staff.token, "/api/v1/whistles", whistle).await.expect(201)
    }

    /// What `who` does about the call of `unit`.
    async fn call(&self, who: &Member, whistle: &Value, unit: &Value, mut deed: Value) -> Answer {
        let seen = self.app.get(&who.token, &at(whistle)).await.expect(200);
        let call = seen["calls"].as_array().unwrap().iter().find(|call| call["unit_id"] == unit["id"]).expect("a call").clone();
        deed["revision"] = call["revision"].clone();
        let what = if deed.get("rating").is_some() { "rating" } else { "act" };
        self.app.post(&who.token, &format!("{}/calls/{}/{what}", at(whistle), call["id"].as_str().unwrap()), deed).await
    }

    async fn act(&self, whistle: &Value, act: &str, note: &str) -> Answer {
        let revision = self.app.get(&self.staff.token, &at(whistle)).await.expect(200)["revision"].clone();
        self.app.post(&self.staff.token, &format!("{}/act", at(whistle)), json!({"act": act, "note": note, "revision": revision})).await
    }

    /// A tile of the community's dashboard.
    async fn figure(&self, measure: &str) -> Value {
        self.app.work().await;
        let dashboard = self.app.get(&self.admin.token, "/api/v1/dashboard").await.expect(200);
        dashboard["tiles"].as_array().unwrap().iter().find(|tile| tile["measure"] == measure).expect("a tile")["value"].clone()
    }

    async fn told(&self, whom: &Member) -> Vec<String> {
        self.app.work().await;
        self.app.mails_to(&whom.email).iter().map(|mail| mail.subject().to_owned()).filter(|subject| subject.contains("雨水井")).collect()
    }
}

fn at(whistle: &Value) -> String {
    format!("/api/v1/whistles/{}", whistle["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_unit_answers_comes_and_signs() {
    let scene = Scene::set().await;
    let whistle = scene.blow("hard", &[&scene.works, &scene.police]).await;
    assert_eq!(scene.told(&scene.partner).await, ["吹哨：南门雨水井堵塞"]);
    let seen = scene.app.get(&scene.partner.token, &at(&whistle)).await.expect(200);
    assert_eq!(seen["calls"].as_array().unwrap().len(), 1, "a unit sees itself");
    assert_eq!(seen["calls"][0].get("contact_phone"), None);
    assert_eq!(whistle["calls"][0]["contact_phone"].as_str().map(str::len), Some(11), "the office sees whom to call");

    scene.call(&scene.partner, &whistle, &scene.works, json!({"act": "answer"})).await.expect(200);
    assert_eq!(scene.call(&scene.partner, &whistle, &scene.works, json!({"act": "arrive"})).await.code(), "partners.proof_wanted");
    let here = json!({"act": "arrive", "latitude": 39.19, "longitude": 117.15});
    assert_eq!(
        scene.call(&scene.partner, &whistle, &scene.works, json!({"act": "arrive", "latitude": 139.0, "longitude": 1.0})).await.status,
        422
    );
    scene.call(&scene.partner, &whistle, &scene.works, here).await.expect(200);
    assert_eq!(scene.act(&whistle, "conclude", "已疏通").await.code(), "partners.still_coming");
    scene.call(&scene.staff, &whistle, &scene.police, json!({"act": "decline", "note": "另有警情"})).await.expect(200);
    assert_eq!(scene.call(&scene.partner, &whistle, &scene.works, json!({"act": "sign"})).await.code(), "partners.wrong_state");
    let handled = scene.act(&whistle, "conclude", "已疏通，加装滤网").await.expect(200);
    assert_eq!(handled["stage"], "handled");
    assert_eq!(scene.told(&scene.partner).await.last().unwrap(), "请会签：南门雨水井堵塞");
    let signed = scene.call(&scene.partner, &whistle, &scene.works, json!({"act": "sign"})).await.expect(200);
    assert_eq!(signed["stage"], "closed", "the last signature closes it");

    scene.call(&scene.staff, &whistle, &scene.works, json!({"rating": 5})).await.expect(200);
    let rated = scene.call(&scene.partner, &whistle, &scene.works, json!({"rating": 4})).await.expect(200);
    assert_eq!((rated["calls"][0]["rating_of_unit"].as_i64(), rated["calls"][0]["rating_by_unit"].as_i64()), (Some(5), Some(4)));
    scene.app.work().await;
    let street = scene.app.street_admin(&scene.street).await;
    let rates = scene.app.get(&street.token, "/api/v1/street/partners").await.expect(200);
    let works = rates.as_array().unwrap().iter().find(|rate| rate["name"] == "区市政工程所").expect("a rate").clone();
    assert_eq!((works["calls"].as_i64(), works["arrived"].as_i64(), works["rating"].as_f64()), (Some(1), Some(1), Some(5.0)));
    let totals = scene.app.get(&street.token, "/api/v1/street/dashboard").await.expect(200)["totals"].clone();
    let count = |name: &str| totals[name].as_i64();
    assert_eq!((count("whistles.blown"), count("whistles.calls"), count("whistles.arrived")), (Some(1), Some(2), Some(1)));
}

#[tokio::test]
async fn whoever_is_silent_or_does_not_come_is_told_also_at_night() {
    let scene = Scene::set().await;
    scene.app.set_clock("2026-03-09T18:00:00Z".parse().unwrap()).await;
    let whistle = scene.blow("emergency", &[&scene.works]).await;
    assert_eq!(scene.told(&scene.partner).await, ["吹哨：南门雨水井堵塞"], "two at night, and told at once");
    assert!(scene.told(&scene.admin).await.is_empty());
    scene.app.advance(Duration::minutes(11)).await;
    assert_eq!(scene.told(&scene.admin).await, ["还没有响应：南门雨水井堵塞"]);
    scene.app.advance(Duration::minutes(20)).await;
    assert_eq!(scene.told(&scene.admin).await, ["还没有响应：南门雨水井堵塞", "还没有到场：南门雨水井堵塞"]);
    assert_eq!(scene.told(&scene.partner).await.len(), 3);
    let late = json!({"act": "arrive", "note": "电话告知已到场"});
    assert_eq!(
        scene.call(&scene.partner, &whistle, &scene.works, late.clone()).await.code(),
        "partners.proof_wanted",
        "a word is no proof"
    );
    let came = scene.call(&scene.staff, &whistle, &scene.works, late).await.expect(200);
    assert_eq!((came["calls"][0]["state"].as_str(), came["calls"][0]["missed_at"].is_string()), (Some("arrived"), true), "late stays late");
    assert_eq!(scene.figure("whistles.missed").await, 1);
}

#[tokio::test]
async fn nobody_sees_whistles_that_do_not_call_them() {
    let scene = Scene::set().await;
    let whistle = scene.blow("daily", &[&scene.police]).await;
    scene.app.get(&scene.partner.token, &at(&whistle)).await.expect(404);
    assert!(scene.app.get(&scene.partner.token, "/api/v1/whistles").await.items().is_empty());
    assert_eq!(scene.app.get(&scene.staff.token, "/api/v1/whistles").await.items()[0]["called"], 1);
    let stranger = scene.app.member(&scene.community, Role::Partner).await;
    scene.app.get(&stranger.token, &at(&whistle)).await.expect(404);
    assert_eq!(scene.act(&whistle, "call_off", " ").await.status, 422);
    assert_eq!(scene.act(&whistle, "call_off", "已自行解决").await.expect(200)["stage"], "called_off");
    assert_eq!(scene.act(&whistle, "conclude", "晚了").await.code(), "partners.wrong_state");
}

#[tokio::test]
async fn what_is_offered_and_needed_is_claimed_once_and_done() {
    let scene = Scene::set().await;
    let wanted = json!({"list": "resource", "title": "义诊"});
    assert_eq!(scene.app.post(&scene.staff.token, "/api/v1/offers", wanted).await.status, 422, "whose is it?");
    let need = scene.app.post(&scene.staff.token, "/api/v1/offers", json!({"list": "need", "title": "给独居老人换灯泡"})).await.expect(201);
    let path = format!("/api/v1/offers/{}/act", need["id"].as_str().unwrap());
    let deed = |act: &str, revision: i64, note: &str| json!({"act": act, "revision": revision, "note": note});
    let claimed = scene.app.post(&scene.partner.token, &path, deed("claim", 1, "")).await.expect(200);
    assert_eq!((claimed["state"].as_str(), claimed["claimant"].as_str()), (Some("claimed"), Some("区市政工程所")));
    assert_eq!(scene.app.post(&scene.staff.token, &path, deed("claim", 2, "")).await.code(), "partners.wrong_state");
    let other = json!({"act": "complete", "revision": 2, "note": "x", "unit_id": scene.police["id"]});
    assert_eq!(scene.app.post(&scene.staff.token, &path, other).await.code(), "partners.not_yours");
    assert_eq!(scene.app.post(&scene.partner.token, &path, deed("complete", 1, "换了十二处")).await.code(), "kernel.stale");
    let done = scene.app.post(&scene.partner.token, &path, deed("complete", 2, "换了十二处")).await.expect(200);
    assert_eq!(done["state"], "done");
    assert_eq!([scene.figure("partners.claimed").await, scene.figure("partners.completed").await], [1, 1]);
}

#[tokio::test]
async fn a_unit_has_one_name_and_one_voice() {
    let scene = Scene::set().await;
    let again = json!({"name": "区市政工程所", "kind": "department"});
    assert_eq!(scene.app.post(&scene.staff.token, "/api/v1/partners", again).await.code(), "partners.name_taken");
    let voice = json!({"name": "红山小学", "kind": "institution", "member_id": scene.partner.id});
    assert_eq!(scene.app.post(&scene.staff.token, "/api/v1/partners", voice).await.code(), "partners.speaks_for_another");
    let path = format!("/api/v1/partners/{}", scene.works["id"].as_str().unwrap());
    let change =
        json!({"name": "区市政工程所", "kind": "department", "agreed_on": "2026-05-01", "agreed_until": "2026-01-01", "revision": 1});
    assert_eq!(scene.app.put(&scene.staff.token, &path, change).await.status, 422);
    let change = json!({"name": "区市政所", "kind": "department", "contact_phone": "13800002222", "revision": 1});
    let changed = scene.app.put(&scene.staff.token, &path, change.clone()).await.expect(200);
    assert_eq!((changed["name"].as_str(), changed["contact_phone"].as_str()), (Some("区市政所"), Some("13800002222")));
    assert_eq!(scene.app.put(&scene.staff.token, &path, change).await.code(), "kernel.stale");
}

#[tokio::test]
async fn the_administrators_hear_of_an_agreement_before_it_ends_and_once_of_each_step() {
    let scene = Scene::set().await;
    let told = async |day: &str| {
        scene.app.set_clock(format!("{day}T01:00:00Z").parse().unwrap()).await;
        let tx = scene.app.db().write(&Scope::job(scene.community.id, "test")).await.unwrap();
        tx.enqueue(&Remind { planned_at: scene.app.now() }).await.unwrap();
        tx.commit().await.unwrap();
        scene.app.work().await;
        let mails = scene.app.mails_to(&scene.admin.email);
        mails.iter().map(|mail| mail.subject().to_owned()).filter(|subject| subject.contains("共建协议")).collect::<Vec<_>>()
    };
    assert!(told("2026-11-30").await.is_empty(), "until the last day of the year");
    assert_eq!(told("2026-12-01").await, ["共建协议快到期：区市政工程所"]);
    assert_eq!(told("2026-12-02").await.len(), 1);
    assert_eq!(told("2026-12-24").await.len(), 2);
    assert_eq!(told("2027-01-04").await.last().unwrap(), "共建协议已到期：区市政工程所");
}
