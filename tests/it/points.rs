//! Points as people notice them: what brings them, what they buy, who gets the last reward, what is made public, and that the books add up.

use chrono::{DateTime, Duration, Utc};
use mulin_entity::{
    attendance::attendance_trace,
    enrolment::Who,
    kernel::{Job, Role, Scope},
    points::{Service, award, job::Tend},
    tenancy::job::SetUp,
};
use mulin_tests::{ANONYMOUS, Answer, Community, Member, TestApp};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

struct Scene {
    app: TestApp,
    community: Community,
    admin: Member,
    staff: Member,
    volunteers: Vec<Member>,
}

impl Scene {
    /// On Monday, 9 March 2026, 9:00 in China.
    async fn set(volunteers: usize) -> Self {
        let app = TestApp::start().await;
        let street = app.street("120113004").await;
        let community = app.community(&street, "120113004024").await;
        let (admin, staff) = (app.member(&community, Role::CommunityAdmin).await, app.member(&community, Role::Staff).await);
        let mut those = Vec::new();
        for _ in 0..volunteers {
            those.push(app.member(&community, Role::Volunteer).await);
        }
        let scene = Self { app, community, admin, staff, volunteers: those };
        scene.run(&SetUp {}).await;
        scene
    }

    async fn run<J: Job>(&self, job: &J) {
        let tx = self.app.db().write(&Scope::job(self.community.id, "test")).await.unwrap();
        tx.enqueue(job).await.unwrap();
        tx.commit().await.unwrap();
        self.app.work().await;
    }

    async fn grant(&self, to: &Member, points: i64) -> Answer {
        let grant = json!({"member_id": to.id, "points": points, "note": "清雪"});
        self.app.post(&self.admin.token, "/api/v1/points/grants", grant).await
    }

    async fn reward(&self, price: i64, stock: i64, per_person: Option<i64>) -> String {
        let reward = json!({"title": "米一袋", "price": price, "stock": stock, "per_person": per_person});
        let reward = self.app.post(&self.admin.token, "/api/v1/rewards", reward).await.expect(201);
        format!("/api/v1/rewards/{}/redemptions", reward["id"].as_str().unwrap())
    }

    async fn take(&self, who: &Member, reward: &str) -> Answer {
        self.app.post(&who.token, reward, Value::Null).await
    }

    async fn balance(&self, who: &Member) -> i64 {
        self.app.get(&who.token, "/api/v1/points/mine").await.expect(200)["balance"].as_i64().unwrap()
    }

    /// The books add up, whatever was done.
    async fn proven(&self) -> Value {
        let proof = self.app.get(&self.staff.token, "/api/v1/points/proof").await.expect(200);
        assert_eq!((&proof["entries"], &proof["balances"], &proof["wrong"]), (&json!(0), &json!(0), &json!(0)));
        proof
    }

    /// Somebody who comes to something; answers once it is over and closed.
    async fn attend(&self, who: &Member, starts: &str, hours: i64) {
        let starts_at: DateTime<Utc> = starts.parse().unwrap();
        let class = json!({"title": "手机课堂", "starts_at": starts_at, "ends_at": starts_at + Duration::hours(hours)});
        let class = self.app.post(&self.staff.token, "/api/v1/occasions", class).await.expect(201);
        let path = format!("/api/v1/occasions/{}", class["id"].as_str().unwrap());
        let row = self.app.post(&who.token, &format!("{path}/mine"), Value::Null).await.expect(201);
        let tick = format!("{path}/attendees/{}/tick", row["id"].as_str().unwrap());
        self.app.set_clock(starts_at).await;
        self.app.post(&self.staff.token, &tick, json!({"came": true})).await.expect(200);
    }

    async fn pass(&self, to: &str) {
        self.app.set_clock(to.parse().unwrap()).await;
        self.app.work().await;
    }
}

#[tokio::test]
async fn what_is_given_is_spent_and_comes_back_if_it_is_not_fetched() {
    let scene = Scene::set(1).await;
    let who = &scene.volunteers[0];
    scene.grant(who, 30).await.expect(201);
    let rice = scene.reward(20, 2, Some(1)).await;
    let taken = scene.take(who, &rice).await.expect(201);
    assert_eq!(scene.balance(who).await, 10);
    assert_eq!(scene.take(who, &rice).await.code(), "points.had_enough");
    let dear = scene.reward(11, 2, None).await;
    assert_eq!(scene.take(who, &dear).await.code(), "points.not_enough");
    let own = format!("/api/v1/redemptions/{}", taken["id"].as_str().unwrap());
    scene.app.delete(&who.token, &own).await.expect(200);
    assert_eq!(scene.balance(who).await, 30);
    assert_eq!(
        scene.app.post(&scene.staff.token, "/api/v1/redemptions/hand-out", json!({"code": taken["code"]})).await.code(),
        "points.over"
    );
    let again = scene.take(who, &rice).await.expect(201);
    let typed = again["code"].as_str().unwrap().to_lowercase();
    let handed = scene.app.post(&scene.staff.token, "/api/v1/redemptions/hand-out", json!({"code": typed})).await.expect(200);
    assert_eq!(handed["state"], "handed_out");
    assert_eq!(scene.app.delete(&who.token, &format!("/api/v1/redemptions/{}", again["id"].as_str().unwrap())).await.code(), "points.over");
    let late = scene.reward(5, 1, None).await;
    scene.take(who, &late).await.expect(201);
    scene.app.advance(Duration::days(31)).await;
    scene.run(&Tend { planned_at: scene.app.now() }).await;
    let token = who.token.clone();
    assert_eq!(scene.app.get(&token, "/api/v1/points/mine").await.expect(200)["balance"], 10, "nobody came for it");
}

#[tokio::test]
async fn of_many_who_want_the_last_reward_one_gets_it() {
    let scene = Scene::set(8).await;
    for who in &scene.volunteers {
        scene.grant(who, 10).await.expect(201);
    }
    let last = scene.reward(10, 1, None).await;
    let wishes = scene.volunteers.iter().map(|who| scene.take(who, &last));
    let answers = futures::future::join_all(wishes).await;
    let got = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(got, 1, "{:?}", answers.iter().map(Answer::text).collect::<Vec<_>>());
    assert!(answers.iter().filter(|answer| answer.status != 201).all(|answer| answer.code() == "points.not_to_be_had"));
    assert_eq!(scene.proven().await["outstanding"], 70);
}

#[tokio::test]
async fn one_purse_is_not_spent_twice_at_once() {
    let scene = Scene::set(1).await;
    scene.grant(&scene.volunteers[0], 10).await.expect(201);
    let reward = scene.reward(10, 50, None).await;
    let answers = futures::future::join_all((0..8).map(|_| scene.take(&scene.volunteers[0], &reward))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    assert!(answers.iter().filter(|answer| answer.status != 201).all(|answer| answer.code() == "points.not_enough"));
    assert_eq!(scene.proven().await["outstanding"], 0);
}

#[tokio::test]
async fn coming_to_something_brings_points_once_and_no_more_than_a_day_allows() {
    let scene = Scene::set(1).await;
    let who = &scene.volunteers[0];
    let rule = json!({"per": "time", "points": 3, "daily_cap": 4, "enabled": true, "after": 0});
    scene.app.put(&scene.admin.token, "/api/v1/point-rules/occasion", rule.clone()).await.expect(200);
    assert_eq!(scene.app.put(&scene.admin.token, "/api/v1/point-rules/occasion", rule).await.code(), "kernel.stale");
    scene.attend(who, "2026-03-09T02:00:00Z", 1).await;
    scene.attend(who, "2026-03-09T04:00:00Z", 1).await;
    scene.pass("2026-03-09T07:00:00Z").await;
    let token = who.token.clone();
    let mine = scene.app.get(&token, "/api/v1/points/mine").await.expect(200);
    assert_eq!(mine["balance"], 4, "the day is full: {mine}");
    scene.pass("2026-03-13T07:00:00Z").await;
    let token = who.token.clone();
    assert_eq!(scene.app.get(&token, "/api/v1/points/mine").await.expect(200)["balance"], 4, "looked at again, given once");
}

#[tokio::test]
async fn nobody_earns_in_two_places_at_once() {
    let scene = Scene::set(1).await;
    let who = &scene.volunteers[0];
    let rule = json!({"per": "time", "points": 3, "enabled": true, "after": 0});
    scene.app.put(&scene.admin.token, "/api/v1/point-rules/occasion", rule).await.expect(200);
    scene.attend(who, "2026-03-09T02:00:00Z", 3).await;
    scene.attend(who, "2026-03-09T03:00:00Z", 3).await;
    scene.pass("2026-03-09T09:00:00Z").await;
    let (staff, token) = (scene.staff.token.clone(), who.token.clone());
    assert_eq!(scene.app.get(&token, "/api/v1/points/mine").await.expect(200)["balance"], 0);
    let doubts = scene.app.get(&staff, "/api/v1/point-doubts?open=true").await.items();
    assert_eq!(doubts.iter().map(|doubt| doubt["why"].clone()).collect::<Vec<_>>(), [json!(["overlap"]), json!(["overlap"])]);
    for (doubt, release) in doubts.iter().zip([true, false]) {
        let path = format!("/api/v1/point-doubts/{}/decision", doubt["id"].as_str().unwrap());
        let decision = json!({"release": release, "note": "核实签到表"});
        scene.app.post(&staff, &path, decision.clone()).await.expect(204);
        assert_eq!(scene.app.post(&staff, &path, decision).await.code(), "points.decided");
    }
    assert_eq!(scene.app.get(&token, "/api/v1/points/mine").await.expect(200)["balance"], 3);
}

#[tokio::test]
async fn the_month_is_public_without_names_and_a_granted_objection_undoes_a_booking() {
    let scene = Scene::set(2).await;
    let [one, other] = &scene.volunteers[..] else { unreachable!("two volunteers") };
    scene.grant(one, 40).await.expect(201);
    scene.grant(other, 20).await.expect(201);
    scene.app.set_clock("2026-04-01T00:00:00Z".parse().unwrap()).await;
    for _ in 0..2 {
        scene.run(&Tend { planned_at: scene.app.now() }).await;
        scene.app.advance(Duration::minutes(1)).await;
    }
    let public = scene.app.get(ANONYMOUS, &format!("/api/v1/public/communities/{}/points", scene.community.code)).await.expect(200);
    let lines = public["board"]["lines"].as_array().unwrap();
    assert_eq!(lines.iter().map(|line| line["points"].as_i64().unwrap()).collect::<Vec<_>>(), [40, 20]);
    assert!(lines.iter().all(|line| line["name"].as_str().unwrap().contains('*')), "{lines:?}");
    let (admin, theirs) = (scene.admin.token.clone(), other.token.clone());
    let accounts = scene.app.get(&admin, "/api/v1/point-accounts").await.items();
    let statement = format!("/api/v1/point-accounts/{}/statement", accounts[0]["id"].as_str().unwrap());
    let posting = scene.app.get(&admin, &statement).await.items().remove(0)["id"].clone();
    let board = format!("/api/v1/point-boards/{}/objections", public["board"]["id"].as_str().unwrap());
    let objection = scene.app.post(&theirs, &board, json!({"posting_id": posting, "words": "那天没有清雪"})).await.expect(201);
    let path = format!("/api/v1/point-objections/{}/decision", objection["id"].as_str().unwrap());
    scene.app.post(&admin, &path, json!({"grant": true, "answer": "经核实，撤回"})).await.expect(200);
    let mine = scene.app.get(&one.token.clone(), "/api/v1/points/mine").await.expect(200);
    assert_eq!(mine["balance"], 0);
    assert_eq!(mine["items"].as_array().unwrap().iter().map(|line| line["amount"].clone()).collect::<Vec<_>>(), [json!(-40), json!(40)]);
    assert_eq!(mine["items"][1]["reversed"], true);
    scene.app.advance(Duration::days(8)).await;
    let theirs = other.token.clone();
    assert_eq!(scene.app.post(&theirs, &board, json!({"words": "太晚了"})).await.code(), "points.board_closed");
}

#[tokio::test]
async fn the_same_service_is_paid_once_however_many_ask_for_it() {
    let scene = Scene::set(1).await;
    let pay = || async {
        let tx = scene.app.db().write(&Scope::job(scene.community.id, "test")).await.unwrap();
        let (who, until) = (Who::Member(scene.volunteers[0].id), scene.app.now());
        let service =
            Service { who, service: "volunteer", source: "hours:1".to_owned(), from: until - Duration::hours(2), until, minutes: 120 };
        award(&tx, service).await.unwrap();
        tx.commit().await.unwrap();
    };
    futures::future::join_all((0..6).map(|_| pay())).await;
    assert_eq!(scene.balance(&scene.volunteers[0]).await, 20);
    assert_eq!(scene.proven().await["outstanding"], 20);
    let too_many = json!({"member_id": scene.volunteers[0].id, "points": 51, "note": "防汛"});
    assert_eq!(scene.app.post(&scene.staff.token, "/api/v1/points/grants", too_many).await.code(), "points.too_many_for_office");
}

#[tokio::test]
async fn what_a_year_brought_lapses_in_the_next_one_and_nobody_is_surprised() {
    let scene = Scene::set(2).await;
    let [one, other] = &scene.volunteers[..] else { unreachable!("two volunteers") };
    scene.grant(one, 40).await.expect(201);
    scene.grant(other, 20).await.expect(201);
    let term = |after: i64, month: i64| json!({"month": month, "day": 31, "after": after});
    assert_eq!(scene.app.put(&scene.admin.token, "/api/v1/point-term", term(0, 6)).await.expect(422)["fields"][0]["field"], "day");
    scene.app.put(&scene.admin.token, "/api/v1/point-term", term(0, 3)).await.expect(200);
    assert_eq!(scene.app.put(&scene.admin.token, "/api/v1/point-term", term(0, 3)).await.code(), "kernel.stale");
    let rice = scene.reward(15, 5, None).await;
    scene.take(one, &rice).await.expect(201);
    let tended = async |at: &str| {
        scene.app.set_clock(at.parse().unwrap()).await;
        scene.run(&Tend { planned_at: scene.app.now() }).await;
        // Letters are spread over the morning.
        scene.app.advance(Duration::hours(3)).await;
        scene.app.work().await;
    };
    let told = |who: &Member| scene.app.mails_to(&who.email).iter().filter(|mail| mail.subject().contains("积分将到期")).count();
    tended("2027-02-27T23:40:00Z").await;
    assert_eq!((told(one), told(other)), (0, 0), "too early");
    tended("2027-02-28T23:40:00Z").await;
    assert_eq!((told(one), told(other)), (1, 1), "on the first of March, thirty days before");
    scene.grant(other, 7).await.expect(201);
    tended("2027-03-30T23:40:00Z").await;
    // What was not fetched came back, and was of the old year.
    assert_eq!((scene.balance(one).await, scene.balance(other).await), (0, 7));
    tended("2027-03-31T23:40:00Z").await;
    assert_eq!(scene.balance(other).await, 7, "it lapses once");
    assert_eq!(scene.proven().await["outstanding"], 7);
    let mine = scene.app.get(&one.token, "/api/v1/points/mine").await.expect(200);
    let lapse = mine["items"].as_array().unwrap().iter().find(|line| line["reason"] == "lapse").unwrap().clone();
    assert_eq!(lapse["amount"], -40);
    let undo = format!("/api/v1/point-postings/{}/reversal", lapse["id"].as_str().unwrap());
    scene.app.post(&scene.admin.token, &undo, json!({"note": "住院，予以保留"})).await.expect(204);
    assert_eq!(scene.balance(one).await, 40);
    scene.proven().await;
}

/// Somebody signs up for a class of one hour, and checks in with a phone that tells where it is.
async fn check_in(scene: &Scene, class: &str, who: &Member, lat: f64, device: &str) {
    scene.app.post(&who.token, &format!("{class}/mine"), Value::Null).await.expect(201);
    let shown = scene.app.get(&scene.staff.token, &format!("{class}/code")).await.expect(200);
    let position = json!({"lat": lat, "lng": 117.2, "accuracy": 20.0});
    let scan = json!({"code": shown["code"], "nonce": format!("{}{}", scene.app.now().timestamp(), who.id.simple()), "position": position, "device": device});
    scene.app.post(&who.token, &format!("{class}/mine/check-in"), scan).await.expect(200);
}

async fn class(scene: &Scene, starts: &str) -> String {
    let starts_at: DateTime<Utc> = starts.parse().unwrap();
    let class = json!({"title": "手机课堂", "starts_at": starts_at, "ends_at": starts_at + Duration::hours(1)});
    let class = scene.app.post(&scene.staff.token, "/api/v1/occasions", class).await.expect(201);
    // People may sign up until it begins, and the door opens an hour before.
    scene.app.set_clock(starts_at - Duration::minutes(10)).await;
    format!("/api/v1/occasions/{}", class["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_phone_that_flies_is_elsewhere_or_serves_a_crowd_has_its_points_looked_at() {
    let scene = Scene::set(5).await;
    let rule = json!({"per": "time", "points": 3, "enabled": true, "after": 0});
    scene.app.put(&scene.admin.token, "/api/v1/point-rules/occasion", rule).await.expect(200);
    let (first, crowd) = scene.volunteers.split_first().unwrap();
    let morning = class(&scene, "2026-03-09T02:00:00Z").await;
    let place = json!({"position": {"lat": 39.1, "lng": 117.2, "accuracy": 0.0}});
    scene.app.put(&scene.staff.token, &format!("{morning}/position"), place).await.expect(200);
    check_in(&scene, &morning, first, 39.101, "phone-of-the-first").await;
    for (who, lat) in crowd.iter().zip([39.2, 39.1, 39.1, 39.1]) {
        check_in(&scene, &morning, who, lat, "phone-of-a-crowd").await;
    }
    scene.pass("2026-03-09T04:30:00Z").await;
    let noon = class(&scene, "2026-03-09T06:00:00Z").await;
    // A thousand kilometres within four hours.
    check_in(&scene, &noon, first, 30.0, "phone-of-the-first").await;
    scene.pass("2026-03-09T08:30:00Z").await;
    assert_eq!(scene.balance(first).await, 3, "whoever is at the place earns at once");
    let doubts = scene.app.get(&scene.staff.token, "/api/v1/point-doubts?open=true").await.items();
    let mut why: Vec<String> = doubts.iter().map(|doubt| doubt["why"].to_string()).collect();
    why.sort();
    assert_eq!(why, [r#"["device"]"#, r#"["device"]"#, r#"["device"]"#, r#"["far","device"]"#, r#"["travel"]"#]);
    let travel = doubts.iter().find(|doubt| doubt["why"][0] == "travel").unwrap();
    assert!(travel["seen"][0]["metres"].as_i64().unwrap() > 1_000_000 && travel["seen"][0]["minutes"] == 240, "{travel}");
    let wrong = json!({"code": "1", "nonce": "n", "position": {"lat": 91.0, "lng": 0.0, "accuracy": 1.0}});
    assert_eq!(scene.app.put(&scene.staff.token, &format!("{noon}/position"), json!({"position": wrong["position"]})).await.status, 422);

    scene.app.put(&scene.staff.token, "/api/v1/desk-devices", json!({"device": "phone-of-the-desk"})).await.expect(204);
    let evening = class(&scene, "2026-03-10T02:00:00Z").await;
    for who in crowd {
        check_in(&scene, &evening, who, 39.1, "phone-of-the-desk").await;
    }
    scene.pass("2026-03-10T05:00:00Z").await;
    assert_eq!(scene.balance(&crowd[0]).await, 3, "many on the desk's own device are not odd");

    scene.app.set_clock("2026-06-20T00:00:00Z".parse().unwrap()).await;
    assert!(attendance_trace::Entity::find().count(&scene.app.raw).await.unwrap() > 0);
    scene.run(&Tend { planned_at: scene.app.now() }).await;
    assert_eq!(attendance_trace::Entity::find().count(&scene.app.raw).await.unwrap(), 0, "forgotten after ninety days");
}
